import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { cumulativeShare } from '../../lib/training/bbn.js';
import { classMeans } from '../../lib/training/class-means.js';
import { trainingStreams } from '../../lib/training/index.js';
import { stageOf } from '../../lib/training/two-stages.js';
import { type ExpectedTraining, expectTraining } from './expect-training.js';

/** What each training is tried with, and what has come of it. */
const trainings: Record<string, ExpectedTraining & { flags?: Record<string, [name: string, value: number]> }> = {
  // Later on the labels of the reversed sampler count for more.
  bbn: { sameLoss: 2 },
  ride: { head: 'cosine', loss: { name: 'ldam' }, options: { experts: 2 } },
  ncl: {
    loss: { name: 'nested-individual' },
    options: { experts: 2, queueLength: 50, embeddingSize: 8 },
    buffers: ['queue', 'queue_ptr', 'linear.weight', 'head_fc.0.weight'],
  },
  oltr: {
    options: { beginning: 0.67, form: 'attract-and-repel' },
    sameLoss: 2,
    buffers: ['centroids', 'sums', 'counts'],
    flags: { model: ['memory_in_use', 1] },
  },
  m2m: { options: { beginning: 0.67, steps: 2, gamma: 0.1 }, sameLoss: 2, buffers: ['linear.weight'] },
};

beforeAll(async () => {
  await startEngine();
});

test.each(Object.entries(trainings))(
  'the training %s learns and goes on from a checkpoint',
  async (name, { flags = {}, ...settings }) => {
    const { state } = await expectTraining(name, { every: 2, ...settings });
    for (const [network, [flag, value]] of Object.entries(flags))
      expect(Array.from(state[network]![flag]!.data, Number)).toEqual([value]);
  },
);

test('cumulative learning begins with the conventional branch alone and leaves it on a parabola', () => {
  const shares = [0, 5, 9].map((epoch) => cumulativeShare({ epoch, epochs: 10 }));
  expect(shares).toBeAllclose([1, 0.75, 0.19]);
});

test.each([
  [0.8, 10, 8],
  [1 / 3, 10, 3],
  [0.1, 3, 1],
  [0.9, 1, 1],
])('a first stage of %d of %d epochs ends after %d, on one step of its last epoch', (beginning, epochs, first) => {
  const iterations = 4 * epochs;
  const stages = Array.from({ length: iterations }, (_, iteration) => {
    const epoch = Math.floor(iteration / 4);
    return { epoch, iteration, ...stageOf({ epoch, epochs, iteration, iterations }, beginning) };
  });
  for (const { epoch, iteration, isSecond, isLastEpochOfFirst, isLastStepOfFirst } of stages) {
    expect(isSecond).toBe(epoch >= first);
    expect(isLastEpochOfFirst).toBe(epoch === first - 1);
    expect(isLastStepOfFirst).toBe(iteration === 4 * first - 1);
  }
});

test('class means are those of all features seen, zero for a class without any, and leave nothing behind', async () => {
  const { tensors } = engineMemory();
  const means = classMeans({ classCount: 3, size: 2 });
  const [features, labels] = [tf.tensor2d([1, 2, 3, 4, 10, 20], [3, 2]), tf.tensor1d([0, 0, 2], 'int32')];
  means.see(features, labels);
  means.see(features, labels);
  const result = tf.tidy(() => means.means());
  expect(await result.array()).toEqual([
    [2, 3],
    [0, 0],
    [10, 20],
  ]);
  tf.dispose([features, labels, result]);
  means.network.dispose();
  expect(engineMemory().tensors).toBe(tensors);
});

test('collaboration without contrast takes one view of the images, with it two', () => {
  expect(trainingStreams('ncl', {})).toHaveLength(2);
  expect(trainingStreams('ncl', { contrastWeight: 0 })).toHaveLength(1);
});
