import * as tf from '@tensorflow/tfjs-core';
import { variableGradients } from '../engine/index.js';
import type { Optimizer } from '../optimization/index.js';
import { type Batch, deviceBatch, disposeBatch, type ImageShape } from './batch.js';
import { hits } from './mixed.js';
import type { Moment, Objective } from './objective.js';

export interface StepOptions {
  imageShape: ImageShape;
  learningRate: number;
  moment: Moment;
}

export interface StepResult {
  loss: number;
  /** Samples of the first batch whose largest logit was their label's. */
  correct: number;
}

/**
 * One step of the optimizer on a batch of each stream: forward, backward, update. Leaves no tensor behind.
 *
 * @returns loss and hits of the batch, as the model saw it before the update.
 */
export async function trainingStep(
  objective: Objective,
  optimizer: Optimizer,
  batches: readonly Batch[],
  { imageShape, learningRate, moment }: StepOptions,
): Promise<StepResult> {
  const { classCount } = objective.model;
  const onDevice = batches.map((batch) => deviceBatch(batch, { imageShape, classCount }));
  const taken = objective.prepare?.(onDevice, moment) ?? onDevice;
  let correct: tf.Scalar | undefined;
  const { value, grads } = variableGradients(() => {
    const { loss, logits } = objective.step(taken, moment);
    correct = tf.keep(hits(logits, taken[0]!));
    return loss;
  }, optimizer.variables);
  optimizer.step(grads, learningRate);
  await objective.afterStep?.(moment);
  const [[loss], [hitCount]] = await Promise.all([value.data(), correct!.data()]);
  for (const each of [...onDevice, ...taken]) disposeBatch(each);
  tf.dispose([value, correct!, grads]);
  return { loss: loss!, correct: hitCount! };
}
