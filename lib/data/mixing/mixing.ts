import type { z } from 'zod';
import type { MethodDescription } from '../../method.js';
import type { RandomStream } from '../../random/index.js';
import type { ImageShape } from '../dataset.js';

/** Images of a batch, augmented and normalised, with their classes. */
export interface LabelledBatch {
  /** [count, height, width, channels]. */
  images: Float32Array;
  /** [count]. */
  labels: Int32Array;
  count: number;
}

/** The second class of each image of a mixed batch, and what is left of the first. */
export interface Mixed {
  /** [count], the other class. */
  labels: Int32Array;
  /** [count], the share of the image's own class; 1 − λ is the other's. */
  lambda: Float32Array;
  /** [count], rows of the batch: the images are not mixed, training mixes the features of i and partners[i]. */
  partners?: Int32Array;
}

/** What a mixing may know and ask for. */
export interface MixingContext {
  stream: RandomStream;
  imageShape: ImageShape;
  /** [class], the training images of each class, by position. */
  classMembers: readonly (readonly number[])[];
  /** Training images by position, augmented. */
  load(positions: Int32Array): LabelledBatch;
}

/** Mixes the images of a batch, in place. */
export type Mixing = (batch: LabelledBatch, context: MixingContext) => Mixed;

/** How a run configuration reaches a mixing. */
export interface MixingDefinition<Schema extends z.ZodObject = z.ZodObject> extends MethodDescription {
  /** Strict schema of the plain options, each with its default and meaning. */
  options: Schema;
  create(options: z.output<Schema>): Mixing;
}

/** Gives `create` the type of its schema's output; the returned definition is what the registry lists. */
export function defineMixing<Schema extends z.ZodObject>(definition: MixingDefinition<Schema>): MixingDefinition {
  return definition as unknown as MixingDefinition;
}
