import * as tf from '@tensorflow/tfjs-core';

/**
 * −Σ_k q_k log softmax(z)_k of each sample: logits and targets q [n, K], each row of sum one, to [n]. The targets are
 * constants.
 *
 * The gradient is written out, softmax − q: exact and finite for any finite logits, and one pass over the matrix where
 * automatic differentiation of the same formula takes several.
 */
export function softTargetCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D {
  const ofSamples = tf.customGrad<tf.Tensor1D>((input, save) => {
    const z = input as tf.Tensor2D;
    const shifted = tf.sub(z, tf.max(z, 1, true));
    const logProbability = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
    (save as (tensors: tf.Tensor[]) => void)([logProbability, targets]);
    return {
      value: tf.neg(tf.sum(tf.mul(logProbability, targets), 1)) as tf.Tensor1D,
      gradFunc: (upstream: tf.Tensor1D, saved: tf.Tensor[]) =>
        tf.mul(tf.sub(tf.exp(saved[0]!), saved[1]!), tf.expandDims(upstream, 1)),
    };
  });
  return ofSamples(logits);
}
