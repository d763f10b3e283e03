import * as tf from '@tensorflow/tfjs-core';

/**
 * (1 - p)^γ · L of each sample, where L is its cross-entropy and p = e^-L: [n] to [n].
 *
 * With u = 1 - p the derivative is u^γ · (1 + γ p L / u). Automatic differentiation would form u^(γ-1), which is
 * infinite for γ < 1 once a sample is fitted so well that p rounds to one; L / u then has the limit 1.
 */
export function focalModulation(crossEntropies: tf.Tensor1D, gamma: number): tf.Tensor1D {
  const modulate = tf.customGrad<tf.Tensor1D>((input, save) => {
    const loss = input as tf.Tensor1D;
    const missing = tf.neg(tf.expm1(tf.neg(loss)));
    const factor = tf.pow(missing, gamma);
    (save as (tensors: tf.Tensor[]) => void)([loss, missing, factor]);
    return {
      value: tf.mul(factor, loss),
      gradFunc: (upstream: tf.Tensor1D, saved: tf.Tensor[]) => {
        const [savedLoss, savedMissing, savedFactor] = saved as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
        const fitted = tf.lessEqual(savedMissing, 0);
        const ratio = tf.where(
          fitted,
          tf.onesLike(savedLoss),
          tf.div(savedLoss, tf.where(fitted, tf.onesLike(savedLoss), savedMissing)),
        );
        const slope = tf.mul(savedFactor, tf.add(1, tf.mul(tf.mul(gamma, tf.exp(tf.neg(savedLoss))), ratio)));
        return tf.mul(upstream, slope);
      },
    };
  });
  return modulate(crossEntropies);
}
