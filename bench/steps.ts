import * as tf from '@tensorflow/tfjs-core';
import { type Batch, createBatches, type Named } from '../lib/data/index.js';
import { createLoss } from '../lib/losses/index.js';
import type { Model } from '../lib/models/index.js';
import { Sgd } from '../lib/optimization/index.js';
import { randomStream } from '../lib/random/index.js';
import { singleModelObjective, trainedParameters, trainingStep } from '../lib/training/index.js';
import type { Network } from './networks.js';
import { syntheticCifar } from './synthetic-cifar.js';

/** Runs once and resolves when its result has been read, which waits for everything before it. */
export type Step = () => Promise<unknown>;

/** One batch of normal random numbers. */
export function fixedBatch({ imageShape }: Network, count: number): Batch {
  const stream = randomStream(1, 'bench', 'batch');
  const size = count * imageShape.reduce((product, side) => product * side, 1);
  return {
    images: Float32Array.from({ length: size }, () => stream.normal()),
    labels: Int32Array.from({ length: count }, (_, i) => i % 10),
    count,
  };
}

/** Endless augmented batches of CIFAR's shape, made by the batch worker. */
export async function* augmentedBatches(
  augmentation: readonly Named[],
  batchSize: number,
): AsyncGenerator<Batch, never> {
  const batches = createBatches(syntheticCifar(), {
    sampler: 'instance-balanced',
    augmentation,
    batchSize,
    dropLast: true,
  });
  for (let epoch = 0; ; epoch++) yield* batches.epoch(epoch);
}

/** Forward, backward and SGD step as the library trains, on the batches that `next` gives. */
export function trainingSteps(model: Model, { imageShape }: Network, next: () => Promise<Batch>): Step {
  const crossEntropy = createLoss('cross-entropy', { counts: new Array<number>(model.classCount).fill(1) });
  const objective = singleModelObjective(model, () => crossEntropy);
  const optimizer = new Sgd(trainedParameters(objective), { momentum: 0.9, weightDecay: 2e-4 });
  const moment = { epoch: 0, epochs: 1, iteration: 0, iterations: 1 };
  return async () => trainingStep(objective, optimizer, [await next()], { imageShape, learningRate: 0.01, moment });
}

/** Forward in inference mode, logits read. */
export function inferenceSteps(model: Model, { imageShape }: Network, { images, count }: Batch): Step {
  const batch = tf.tensor4d(images, [count, ...imageShape]);
  return async () => {
    const logits = tf.tidy(() => model.logits(model.features(batch, 'inference')));
    const values = await logits.data();
    logits.dispose();
    return values;
  };
}
