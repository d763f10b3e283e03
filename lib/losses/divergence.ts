import * as tf from '@tensorflow/tfjs-core';
import { logSumExp } from './log-sum-exp.js';

/** KL(softmax(teacher) ‖ softmax(student)) of each sample, from logits [n, K] to [n]; gradients flow to both. */
export function divergence(teacher: tf.Tensor2D, student: tf.Tensor2D): tf.Tensor1D {
  const logTeacher = tf.sub(teacher, logSumExp(teacher));
  const logStudent = tf.sub(student, logSumExp(student));
  return tf.sum(tf.mul(tf.exp(logTeacher), tf.sub(logTeacher, logStudent)), 1);
}
