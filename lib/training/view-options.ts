import { z } from 'zod';

/** Augmentations as a run configuration writes them. */
export const namedSteps = z.array(
  z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) }),
);

/** The schema of what is done to the images that are contrasted. */
export const viewAugmentationOption = namedSteps
  .default([{ name: 'sim-augment', options: {} }])
  .describe('augmentation of the contrasted views; a classified view has that of the run');

/** The schema of the hidden layer between features and embedding. */
export const hiddenSizeOption = z
  .int()
  .positive()
  .optional()
  .describe('entries of the hidden layer of the projection; by default as many as the features have');

/** The schema of the length of an embedding. */
export const embeddingSizeOption = (byDefault: number) =>
  z.int().positive().default(byDefault).describe('entries of an embedding');

/** The schema of m of a moving average. */
export const momentumOption = z
  .number()
  .min(0)
  .max(1)
  .default(0.999)
  .describe('m of the moving average that makes the keys, θ̄ ← m θ̄ + (1 − m) θ');
