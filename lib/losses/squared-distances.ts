import * as tf from '@tensorflow/tfjs-core';

/**
 * Squared Euclidean distances ‖a_i − b_j‖² between the rows of two matrices: [n, d] and [m, d] to [n, m], none below zero.
 *
 * From inner products, so that no tensor of n·m·d numbers is made; both are first moved by the mean of b, which leaves
 * the distances as they are and the digits to the differences.
 */
export function squaredDistances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const centre = tf.mean(b, 0, true);
  const [from, to] = [tf.sub<tf.Tensor2D>(a, centre), tf.sub<tf.Tensor2D>(b, centre)];
  const lengths = tf.add(tf.sum(tf.square(from), 1, true), tf.reshape(tf.sum(tf.square(to), 1), [1, -1]));
  return tf.relu(tf.sub<tf.Tensor2D>(lengths, tf.mul(2, tf.matMul(from, to, false, true))));
}
