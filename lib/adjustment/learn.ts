import * as tf from '@tensorflow/tfjs-core';
import { createSampler } from '../data/index.js';
import { ensureEngine, variableGradients } from '../engine/index.js';
import { InputError } from '../errors.js';
import { type Loss, labelsTensor } from '../losses/index.js';
import { createSchedule, Sgd } from '../optimization/index.js';
import { randomStream } from '../random/index.js';
import type { FeatureBank } from './feature-bank.js';
import { gatherRows } from './gather-rows.js';
import type { LearningOptions } from './learning-options.js';
import { type HostTensors, type LogitsOf, toTensors } from './predictor.js';

export interface Learning<Fixed extends HostTensors, Learned extends HostTensors> {
  /** What the logits take and stage two leaves as it is. */
  fixed: Fixed;
  /** Initial values of what stage two learns. */
  learned: Learned;
  logits: LogitsOf<(keyof Fixed | keyof Learned) & string>;
  loss: Loss;
  /** Factors on the learning rate of single parameters. Default 1. */
  rates?: Partial<Record<keyof Learned, number>>;
  /** Sees the features [count, p] of every mini-batch before its step. */
  onBatch?: (features: Float32Array) => void;
}

/**
 * Minimises a loss of adjusted logits by SGD on mini-batches of a bank's training split. Features are gathered batch by
 * batch and logits live for one step, so memory grows with the batch and not with the split.
 *
 * @returns the learned values; all tensors are gone.
 * @throws InputError when the loss or a learned value stops being finite.
 */
export async function learn<Fixed extends HostTensors, Learned extends HostTensors>(
  { train, featureSize, classCounts }: FeatureBank,
  { fixed, learned, logits, loss, rates = {}, onBatch }: Learning<Fixed, Learned>,
  options: LearningOptions & { seed: number },
): Promise<Learned> {
  const { epochs, batchSize, learningRate, cosine, momentum, weightDecay, seed } = options;
  await ensureEngine();
  const sampler = createSampler(options.sampler.name, options.sampler.options);
  const iterationsPerEpoch = Math.ceil(sampler.length(train.labels) / batchSize);
  const length = { iterationsPerEpoch, totalIterations: epochs * iterationsPerEpoch };
  const schedule = createSchedule({ name: 'cosine', from: learningRate, per: cosine });
  const diverged = (epoch: number) =>
    new InputError(
      `Stage two diverged in its epoch ${epoch + 1} at learning rate ${learningRate}: lower its learningRate.`,
    );

  const constants = toTensors(fixed);
  const initial = toTensors(learned);
  const variables = Object.entries(initial).map(([name, tensor]) => [name, tf.variable(tensor)] as const);
  const optimizers = variables.map((parameter) => ({
    sgd: new Sgd([parameter], { momentum, weightDecay }),
    factor: (rates as Record<string, number | undefined>)[parameter[0]] ?? 1,
  }));
  const tensors = { ...constants, ...Object.fromEntries(variables) } as Parameters<typeof logits>[1];
  try {
    for (let iteration = 0, epoch = 0; epoch < epochs; epoch++) {
      const order = sampler.order(randomStream(seed, 'stage two', 'order', epoch), train.labels, { epoch, epochs });
      for (let start = 0; start < order.length; start += batchSize, iteration++) {
        const batch = gatherRows(train, order.subarray(start, start + batchSize), featureSize);
        onBatch?.(batch.features);
        const features = tf.tensor2d(batch.features, [batch.labels.length, featureSize], 'float32');
        const labels = labelsTensor(batch.labels, classCounts.length);
        try {
          const { value, grads } = variableGradients(
            () => loss({ logits: logits(features, tensors), features }, labels),
            variables.map(([, variable]) => variable),
          );
          const rate = schedule(iteration, length);
          for (const { sgd, factor } of optimizers) sgd.step(grads, rate * factor);
          const [lossValue] = await value.data();
          tf.dispose([value, grads]);
          if (!Number.isFinite(lossValue)) throw diverged(epoch);
        } finally {
          tf.dispose([features, labels]);
        }
      }
    }
    const values: HostTensors = {};
    for (const [name, variable] of variables) {
      values[name] = { ...learned[name]!, values: Float32Array.from(await variable.data<'float32'>()) };
      if (!values[name].values.every(Number.isFinite)) throw diverged(epochs - 1);
    }
    return values as Learned;
  } finally {
    for (const { sgd } of optimizers) sgd.dispose();
    tf.dispose([constants, initial, variables.map(([, variable]) => variable)]);
  }
}

/** How many numbers the tensors hold together. */
export function sizeOf(tensors: HostTensors): number {
  return Object.values(tensors).reduce((sum, { values }) => sum + values.length, 0);
}
