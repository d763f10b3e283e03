import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../models/index.js';
import type { DeviceBatch } from './batch.js';

/** Features of each of several batches, seen by the model as one, which batch normalisation then normalises together. */
export function jointFeatures(model: Model, batches: readonly DeviceBatch[]): tf.Tensor2D[] {
  const features = model.features(tf.concat(batches.map(({ images }) => images)), 'training');
  return tf.split(
    features,
    batches.map(({ labels }) => labels.shape[0]),
  );
}
