import * as tf from '@tensorflow/tfjs-core';

/** f(x) as a constant: no gradient flows through it, and f may use operations that have none. */
export function withoutGradient<X extends tf.Tensor, Y extends tf.Tensor>(x: X, f: (x: X) => Y): Y {
  const constant = tf.customGrad<Y>((input) => ({
    value: f(input as X),
    gradFunc: () => tf.zeros((input as X).shape),
  }));
  return constant(x);
}
