import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../models/index.js';
import { type Batch, type ImageShape, imagesTensor } from './batch.js';

export interface Prediction {
  /** [count × featureSize], what the classifier sees. */
  features: Float32Array;
  /** [count × classCount]. */
  logits: Float32Array;
  labels: Int32Array;
  count: number;
}

/** Features and logits of a split in inference mode, in the order of the batches. */
export async function predict(
  model: Model,
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  { imageShape, count }: { imageShape: ImageShape; count: number },
): Promise<Prediction> {
  const features = new Float32Array(count * model.featureSize);
  const logits = new Float32Array(count * model.classCount);
  const labels = new Int32Array(count);
  let done = 0;
  for await (const batch of batches) {
    const tensors = tf.tidy(() => {
      const batchFeatures = model.features(imagesTensor(batch, imageShape), 'inference');
      return { features: batchFeatures, logits: model.logits(batchFeatures) };
    });
    features.set((await tensors.features.data()) as Float32Array, done * model.featureSize);
    logits.set((await tensors.logits.data()) as Float32Array, done * model.classCount);
    labels.set(batch.labels, done);
    tf.dispose(tensors);
    done += batch.count;
  }
  return { features, logits, labels, count: done };
}
