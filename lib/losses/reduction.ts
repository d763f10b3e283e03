import * as tf from '@tensorflow/tfjs-core';

/**
 * How weighted losses of samples become one number: `batch-mean` is Σ w·L / n, `weighted-mean` is Σ w·L / Σ w, as
 * PyTorch's `cross_entropy(weight=)`.
 */
export type Reduction = 'batch-mean' | 'weighted-mean';

/** The weight of each sample's class: labels [n] to [n]. */
export function weightsOfSamples(labels: tf.Tensor1D, classWeights: readonly number[]): tf.Tensor1D {
  return tf.gather(tf.tensor1d([...classWeights], 'float32'), labels);
}

/** Weighted losses of samples, [n] each, to one number; gradients reach the losses and not the weights. */
export function reduceWeighted(losses: tf.Tensor1D, weights: tf.Tensor1D, reduction: Reduction): tf.Scalar {
  const weighted = tf.mul(losses, weights);
  return reduction === 'batch-mean' ? tf.mean(weighted) : tf.div(tf.sum(weighted), tf.sum(weights));
}
