import * as tf from '@tensorflow/tfjs-core';

/** The same numbers, through which no gradient passes. */
export function detach<T extends tf.Tensor>(x: T): T {
  const detached = tf.customGrad<tf.Tensor>((input) => ({
    value: tf.clone(input as tf.Tensor),
    gradFunc: (upstream: tf.Tensor) => tf.zerosLike(upstream),
  }));
  return detached(x) as T;
}
