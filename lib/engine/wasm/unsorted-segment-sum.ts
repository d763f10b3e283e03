import * as tf from '@tensorflow/tfjs-core';
import { composeKernel } from './compose-kernel.js';

/** Sums of rows by number, the gradient of gathering rows: a matrix product with the numbers' indicator vectors. */
export function registerUnsortedSegmentSum(): void {
  composeKernel<{ x: tf.Tensor; segmentIds: tf.Tensor1D }, { numSegments: number }>(
    'UnsortedSegmentSum',
    ({ x, segmentIds }, { numSegments }) => {
      const [rows, ...shape] = x.shape as [number, ...number[]];
      const indicators = tf.cast(tf.oneHot(segmentIds, numSegments), 'float32') as tf.Tensor2D;
      const sums = tf.matMul(indicators, tf.reshape(x, [rows, -1]) as tf.Tensor2D, true);
      return tf.reshape(sums, [numSegments, ...shape]);
    },
  );
}
