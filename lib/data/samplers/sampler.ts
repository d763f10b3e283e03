import type { z } from 'zod';
import type { MethodDescription } from '../../method.js';
import type { RandomStream } from '../../random/index.js';

/** Where in a run an epoch stands: `epoch` counts from 0 to `epochs` − 1. */
export interface EpochOfRun {
  epoch: number;
  epochs: number;
}

/** In which order, and how often, the epochs of a run visit the training images. */
export interface Sampler {
  /**
   * One epoch as positions in `labels`, which hold the class of each training image. Classes without an image take no part.
   *
   * @throws InputError when there are no images.
   */
  order(stream: RandomStream, labels: ArrayLike<number>, epoch: EpochOfRun): Int32Array;
  /** Images that an epoch visits, repetitions counted. */
  length(labels: ArrayLike<number>): number;
  /**
   * [class], the probability that an image of an epoch is of that class.
   *
   * @throws InputError for a count that is no positive whole number.
   */
  classProbabilities(counts: readonly number[], epoch: EpochOfRun): number[];
}

/** How a run configuration reaches a sampler. */
export interface SamplerDefinition<Schema extends z.ZodObject = z.ZodObject> extends MethodDescription {
  /** Strict schema of the plain options, each with its default and meaning. */
  options: Schema;
  create(options: z.output<Schema>): Sampler;
}

/** Gives `create` the type of its schema's output; the returned definition is what the registry lists. */
export function defineSampler<Schema extends z.ZodObject>(definition: SamplerDefinition<Schema>): SamplerDefinition {
  return definition as unknown as SamplerDefinition;
}
