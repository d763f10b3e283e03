import type * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';

/** A training objective whose options are settled: logits [n, K] and int32 labels [n] to one number. */
export type Loss = (logits: tf.Tensor2D, labels: tf.Tensor1D) => tf.Scalar;

/** What a loss may know of the training set. */
export interface LossContext {
  /** Training samples of each class, in the order of the logits. */
  classCounts: readonly number[];
}

/** How a run configuration reaches a loss: the schema of its options, and the way from options to the loss. */
export interface LossDefinition<Schema extends z.ZodObject = z.ZodObject> {
  /** Strict schema of the plain options, each with its default and meaning. */
  options: Schema;
  create(options: z.output<Schema>, context: LossContext): Loss;
}

/** Gives `create` the type of its schema's output; the returned definition is what the registry lists. */
export function defineLoss<Schema extends z.ZodObject>(definition: LossDefinition<Schema>): LossDefinition {
  return definition as unknown as LossDefinition;
}
