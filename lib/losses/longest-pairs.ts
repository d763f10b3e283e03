import * as tf from '@tensorflow/tfjs-core';
import { ones } from './masks.js';

/** The k largest values of each row, or all where the row has fewer columns. */
const largest = (rows: tf.Tensor2D, k: number): tf.Tensor2D => tf.topk(rows, Math.min(k, rows.shape[1])).values;

/**
 * Which pairs of samples are the k longest of their class, [n, n]: one for these, the share of the remaining places for
 * each of several pairs as long as the k-th, zero elsewhere; a class with fewer pairs has all of them.
 *
 * @param lengths [n, n], at least zero for every pair of one class, −1 elsewhere.
 * @param same ones where two samples share a class, [n, n].
 */
export function longestPairs(lengths: tf.Tensor2D, same: tf.Tensor2D, k: number): tf.Tensor2D {
  const perSample = largest(lengths, k);
  const [sampleCount, places] = perSample.shape;
  // The k longest pairs of a class are among the k longest of its samples; row i gathers those of sample i's class.
  const classmates = tf.reshape(tf.tile(tf.expandDims(same, 2), [1, 1, places]), [sampleCount, sampleCount * places]);
  const offered = tf.reshape(perSample, [1, sampleCount * places]);
  const chosen = largest(tf.where(tf.cast(classmates, 'bool'), offered, -1) as tf.Tensor2D, k);
  const isPair = tf.greaterEqual(chosen, 0);
  const last = tf.min(tf.where(isPair, chosen, Number.POSITIVE_INFINITY), 1, true);
  const [longer, equal] = [ones(tf.greater(lengths, last)), ones(tf.equal(lengths, last))];
  const sumOfClass = (mask: tf.Tensor) => tf.matMul(same, tf.sum<tf.Tensor2D>(mask, 1, true));
  const left = tf.sub(tf.sum(ones(isPair), 1, true), sumOfClass(longer));
  return tf.add(longer, tf.mul(equal, tf.divNoNan(left, sumOfClass(equal))));
}
