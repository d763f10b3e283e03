import * as tf from '@tensorflow/tfjs-core';

/** Images and labels of one step, as the data room makes them. */
export interface Batch {
  /** [count, height, width, channels], normalised. */
  images: Float32Array;
  /** [count]. */
  labels: Int32Array;
  count: number;
}

/** [height, width, channels]. */
export type ImageShape = readonly [number, number, number];

/** A batch's images as a tensor; the caller disposes it. */
export function imagesTensor({ images, count }: Batch, shape: ImageShape): tf.Tensor4D {
  return tf.tensor4d(images, [count, ...shape], 'float32');
}
