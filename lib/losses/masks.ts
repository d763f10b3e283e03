import * as tf from '@tensorflow/tfjs-core';

/** Conditions as ones and zeros. */
export function ones<T extends tf.Tensor>(conditions: T): T {
  return tf.cast(conditions, 'float32');
}

/** One where the number of a row is that of a column: [a] and [m] to [a, m]. */
export function equals(rows: tf.Tensor1D, columns: tf.Tensor1D): tf.Tensor2D {
  return ones(tf.equal(tf.expandDims(rows, 1), tf.expandDims(columns, 0)) as tf.Tensor2D);
}
