import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../data/index.js';
import { labelsTensor } from '../losses/index.js';

export type { Batch };

/** [height, width, channels]. */
export type ImageShape = readonly [number, number, number];

/** What of each sample is another sample. */
export interface MixedTensors {
  /** [n] int32, classes of the other samples. */
  labels: tf.Tensor1D;
  /** [n], share λ of the sample itself. */
  lambda: tf.Tensor1D;
  /** [n] int32, rows of the other samples, where the features are still to be mixed and not the images. */
  partners?: tf.Tensor1D;
}

/** A batch where the engine computes. */
export interface DeviceBatch {
  /** [n, height, width, channels]. */
  images: tf.Tensor4D;
  /** [n] int32. */
  labels: tf.Tensor1D;
  mixed?: MixedTensors;
}

export function disposeBatch({ images, labels, mixed }: DeviceBatch): void {
  tf.dispose([images, labels, ...Object.values(mixed ?? {})]);
}

/** A batch's images as a tensor; the caller disposes it. */
export function imagesTensor({ images, count }: Batch, shape: ImageShape): tf.Tensor4D {
  return tf.tensor4d(images, [count, ...shape], 'float32');
}

/**
 * A batch as tensors; the caller disposes them.
 *
 * @throws InputError for a label outside 0 … classCount-1.
 */
export function deviceBatch(
  batch: Batch,
  { imageShape, classCount }: { imageShape: ImageShape; classCount: number },
): DeviceBatch {
  const { labels, mixed } = batch;
  return {
    images: imagesTensor(batch, imageShape),
    labels: labelsTensor(labels, classCount),
    ...(mixed && {
      mixed: {
        labels: labelsTensor(mixed.labels, classCount),
        lambda: tf.tensor1d(mixed.lambda, 'float32'),
        ...(mixed.partners && { partners: tf.tensor1d(mixed.partners, 'int32') }),
      },
    }),
  };
}
