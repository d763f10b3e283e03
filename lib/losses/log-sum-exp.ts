import * as tf from '@tensorflow/tfjs-core';

/**
 * log Σ_j e^x_ij of each row: [n, m] to [n, 1].
 *
 * The gradient is written out, the softmax of the row: exact and finite for any finite input.
 */
export function logSumExp(rows: tf.Tensor2D): tf.Tensor2D {
  const ofRows = tf.customGrad<tf.Tensor2D>((input, save) => {
    const x = input as tf.Tensor2D;
    const largest = tf.max(x, 1, true);
    const exponentials = tf.exp(tf.sub(x, largest));
    const sums = tf.sum(exponentials, 1, true);
    (save as (tensors: tf.Tensor[]) => void)([tf.div(exponentials, sums)]);
    return {
      value: tf.add(largest, tf.log(sums)) as tf.Tensor2D,
      gradFunc: (upstream: tf.Tensor2D, saved: tf.Tensor[]) => tf.mul(saved[0]!, upstream),
    };
  });
  return ofRows(rows);
}

/** Below every similarity and every sum of similarity and logarithm, and far from overflow. */
const absent = -1e38;

/** Rows in which what is not kept has no share of any softmax: x and kept (ones and zeros), both [n, m]. */
export function keepOnly(rows: tf.Tensor2D, kept: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tf.mul(rows, kept), tf.mul(tf.sub(1, kept), absent));
}
