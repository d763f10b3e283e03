import { z } from 'zod';

/** The schema of the hidden layer between features and embedding. */
export const hiddenSizeOption = z
  .int()
  .positive()
  .optional()
  .describe('entries of the hidden layer of the projection; by default as many as the features have');

/** The schema of the length of an embedding. */
export const embeddingSizeOption = (byDefault: number) =>
  z.int().positive().default(byDefault).describe('entries of an embedding');
