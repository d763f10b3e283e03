import type * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { MethodDescription } from '../method.js';

/** What a model says of a batch of n images, as far as a loss asks for it. */
export interface LossOutput {
  /** [n, K]; for angular losses the cosines between features and class weights. */
  logits: tf.Tensor2D;
  /**
   * What the classifier sees of each image, [n, d]; for contrastive losses embeddings of length one, of one or more views
   * of the images, [v·n, d], view u of image i in row u·n + i.
   */
  features?: tf.Tensor2D;
  /** The classifier's W, [K, d]. */
  classWeights?: tf.Tensor2D;
  /** Steps of training so far. A loss that draws random numbers draws those of this step; without it, new ones at every call. */
  iteration?: number;
  /** Share of the training that is done, 0 … 1. */
  progress?: number;
  /** One embedding of each class, [K, d]: centres, prototypes or targets. */
  prototypes?: tf.Tensor2D;
  /** Embeddings of other images, or made by another network, that the features are compared with. */
  queue?: LabelledFeatures;
  /** T of a contrastive loss, where training learns it. */
  temperature?: tf.Scalar;
  /** What other experts say of the images, [n, K] each. */
  peers?: tf.Tensor2D | readonly tf.Tensor2D[];
}

/** Embeddings of length one with their classes. */
export interface LabelledFeatures {
  /** [m, d]. */
  features: tf.Tensor2D;
  /** [m], −1 for a row that is no embedding yet. */
  labels: tf.Tensor1D;
  /** Which image of the batch a row shows, from 0, or −1 for none of them, [m] int32. Default none. */
  images?: tf.Tensor1D;
}

/**
 * A training objective whose options are settled: one number for a batch and its int32 labels [n].
 *
 * It is the mean over the batch of the losses of the samples, unless the option `reduction` says otherwise. Sample
 * weights [n] multiply these losses and leave the divisor alone, so that mixed images, λ of `labels` and 1 − λ of
 * `others`, have the loss `loss(output, labels, λ) + loss(output, others, 1 − λ)`.
 *
 * @throws InputError for a label outside 0 … K-1, shapes that do not fit, outputs that the loss needs and lacks, and
 * sample weights where the loss is no mean over samples.
 */
export interface Loss {
  (output: LossOutput, labels: tf.Tensor1D, sampleWeights?: tf.Tensor1D): tf.Scalar;
  /** What the loss has gathered from the batches seen so far, by name: belongs into a checkpoint. */
  readonly buffers?: ReadonlyMap<string, tf.Variable>;
}

/** What a loss may know of the training set. */
export interface LossContext {
  /** Training samples n of each class, in the order of the logits. */
  counts: readonly number[];
}

/** How a run configuration reaches a loss: the schema of its options, and the way from options to the loss. */
export interface LossDefinition<Schema extends z.ZodObject = z.ZodObject> extends MethodDescription {
  /** Strict schema of the plain options, each with its default and meaning. */
  options: Schema;
  /** Whether the logits have to be cosines, as a cosine head of scale 1 gives them. Default false. */
  takesCosines?: boolean;
  create(options: z.output<Schema>, context: LossContext): Loss;
}

/** Gives `create` the type of its schema's output; the returned definition is what the registry lists. */
export function defineLoss<Schema extends z.ZodObject>(definition: LossDefinition<Schema>): LossDefinition {
  return definition as unknown as LossDefinition;
}
