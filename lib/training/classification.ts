import type * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/index.js';
import type { Head } from '../models/index.js';
import type { DeviceBatch } from './batch.js';
import { lossOfBatch, mixFeatures } from './mixed.js';
import type { Moment, StepOutput } from './objective.js';

export interface ClassificationOptions {
  /** Features of the batch's images, [n, d]. */
  features: tf.Tensor2D;
  batch: DeviceBatch;
  loss: (moment: Moment) => Loss;
  moment: Moment;
}

/** One classifier of a training with several parts: logits and the loss of the run. */
export function classification(head: Head, { features, batch, loss, moment }: ClassificationOptions): StepOutput {
  const mixed = mixFeatures(features, batch);
  const logits = head.logits(mixed);
  const output = { logits, features: mixed, classWeights: head.classWeights, iteration: moment.iteration };
  return { loss: lossOfBatch(loss(moment), output, batch), logits };
}
