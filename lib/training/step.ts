import * as tf from '@tensorflow/tfjs-core';
import { variableGradients } from '../engine/index.js';
import { type Loss, labelsTensor } from '../losses/index.js';
import type { Model } from '../models/index.js';
import type { Sgd } from '../optimization/index.js';
import { type Batch, type ImageShape, imagesTensor } from './batch.js';

export interface StepResult {
  loss: number;
  /** Samples whose largest logit was their label's. */
  correct: number;
}

/**
 * One step of stochastic gradient descent: forward, backward, update. Leaves no tensor behind.
 *
 * @returns loss and hits of the batch, as the model saw it before the update.
 */
export async function trainingStep(
  model: Model,
  loss: Loss,
  optimizer: Sgd,
  batch: Batch,
  { imageShape, learningRate }: { imageShape: ImageShape; learningRate: number },
): Promise<StepResult> {
  const images = imagesTensor(batch, imageShape);
  const labels = labelsTensor(batch.labels, model.classCount);
  let hits: tf.Tensor | undefined;
  const { value, grads } = variableGradients(() => {
    const features = model.features(images, 'training');
    const logits = model.logits(features);
    hits = tf.keep(tf.sum(tf.equal(tf.argMax(logits, 1), labels)));
    return loss({ logits, features }, labels);
  }, optimizer.variables);
  optimizer.step(grads, learningRate);
  const [[lossValue], [correct]] = await Promise.all([value.data(), hits!.data()]);
  tf.dispose([images, labels, value, hits!, grads]);
  return { loss: lossValue!, correct: correct! };
}
