import * as tf from '@tensorflow/tfjs-core';

/** Labels [n] int32 to a float32 matrix [n, K] of ones and zeros. */
export function oneHot(labels: tf.Tensor1D, classCount: number): tf.Tensor2D {
  // Asked for float32 directly, the wasm backend of tfjs 4.22 writes the bits of integers.
  return tf.cast(tf.oneHot(labels, classCount) as tf.Tensor2D, 'float32');
}
