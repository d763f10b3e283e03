import * as tf from '@tensorflow/tfjs-core';

/**
 * √x above zero and 0 elsewhere, where its gradient is 0 and not infinite: for the length of a vector that may vanish
 * and the sine of an angle that may be 0 or π.
 */
export function squareRoot<T extends tf.Tensor>(x: T): T {
  const root = tf.customGrad<tf.Tensor>((input, save) => {
    const value = tf.sqrt(tf.relu(input as tf.Tensor));
    (save as (tensors: tf.Tensor[]) => void)([value]);
    return {
      value,
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) => tf.divNoNan(upstream, tf.mul(2, saved[0]!)),
    };
  });
  return root(x) as T;
}
