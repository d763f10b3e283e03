import { z } from 'zod';
import { samplerOptions } from '../data/index.js';
import { lossOptions } from '../losses/index.js';

/** A method by its name, with options; the name alone stands for its defaults. `settle` is its registry's. */
const named = (initial: string, settle: (name: string, options: Record<string, unknown>) => Record<string, unknown>) =>
  z
    .union([z.string(), z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) })])
    .prefault(initial)
    .transform((method) => {
      const { name, options } = typeof method === 'string' ? { name: method, options: {} } : method;
      return { name, options: settle(name, options) };
    });

interface LearningDefaults {
  epochs: number;
  batchSize: number;
  learningRate: number;
  weightDecay: number;
  /** Default `iteration`. */
  cosine?: 'iteration' | 'epoch';
  sampler: string;
}

/** The options that every learned adjustment has, each with the method's own default. */
export function learningOptions({
  epochs,
  batchSize,
  learningRate,
  weightDecay,
  cosine = 'iteration',
  sampler,
}: LearningDefaults) {
  return {
    epochs: z.number().int().min(0).default(epochs).describe('passes over the training features'),
    batchSize: z
      .number()
      .int()
      .min(1)
      .default(batchSize)
      .describe('samples of a mini-batch; the last of an epoch may be smaller'),
    learningRate: z
      .number()
      .min(0)
      .default(learningRate)
      .describe('at the start, falling along a cosine to 0 past the last iteration'),
    cosine: z.enum(['iteration', 'epoch']).default(cosine).describe('after what the learning rate moves'),
    momentum: z.number().min(0).default(0.9).describe('momentum of SGD'),
    weightDecay: z.number().min(0).default(weightDecay).describe('weight decay of SGD on all that is learned'),
    sampler: named(sampler, samplerOptions).describe('which samples an epoch sees, by the name of a sampler'),
  };
}

/** The option of a learned adjustment that may minimise any loss. */
export const lossOption = (loss: string) =>
  named(loss, lossOptions).describe('what is minimised, by the name of a loss of logits');

export type LearningOptions = z.output<z.ZodObject<ReturnType<typeof learningOptions>>>;
