import * as tf from '@tensorflow/tfjs-core';

/** Lengths below this count as this, as in PyTorch's `normalize`: a zero vector stays zero. */
const shortestLength = 1e-12;

/** Scales every row to Euclidean length one. */
export function normaliseRows(rows: tf.Tensor2D): tf.Tensor2D {
  // max(‖·‖², ε²) before the root keeps the gradient of a zero row finite.
  const squared = tf.maximum(tf.sum(tf.square(rows), 1, true), shortestLength ** 2);
  return tf.mul(rows, tf.rsqrt(squared));
}
