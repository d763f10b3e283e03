import * as tf from '@tensorflow/tfjs-core';
import type { Loss, LossOutput } from '../losses/index.js';
import type { DeviceBatch } from './batch.js';

/** The loss of a batch whose images may be mixed: each label counts by its share, λ L(η, y) + (1 − λ) L(η, y′). */
export function lossOfBatch(loss: Loss, output: LossOutput, { labels, mixed }: DeviceBatch): tf.Scalar {
  if (!mixed) return loss(output, labels);
  const { lambda } = mixed;
  return tf.add(loss(output, labels, lambda), loss(output, mixed.labels, tf.sub<tf.Tensor1D>(1, lambda)));
}

/** Manifold mixup at the last layer: λ z_i + (1 − λ) z_j where the images of a batch are not mixed yet, else z. */
export function mixFeatures(features: tf.Tensor2D, { mixed }: DeviceBatch): tf.Tensor2D {
  if (!mixed?.partners) return features;
  const lambda: tf.Tensor2D = tf.expandDims(mixed.lambda, 1);
  return tf.add(tf.mul(lambda, features), tf.mul(tf.sub(1, lambda), tf.gather(features, mixed.partners)));
}

/** How many samples the largest logit names; a mixed sample counts by the shares of its two labels. */
export function hits(logits: tf.Tensor2D, { labels, mixed }: DeviceBatch): tf.Scalar {
  const predicted = tf.argMax(logits, 1);
  const named = (of: tf.Tensor1D) => tf.cast(tf.equal(predicted, of), 'float32');
  if (!mixed) return tf.sum(named(labels));
  const { lambda } = mixed;
  return tf.sum(tf.add(tf.mul(lambda, named(labels)), tf.mul(tf.sub(1, lambda), named(mixed.labels))));
}
