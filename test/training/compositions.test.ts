import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { cumulativeShare } from '../../lib/training/bbn.js';
import { type ExpectedTraining, expectTraining } from './expect-training.js';

/** What each training is tried with. */
const trainings: Record<string, ExpectedTraining> = {
  bbn: {},
  ride: { head: 'cosine', loss: { name: 'ldam' }, options: { experts: 2 } },
  ncl: {
    loss: { name: 'nested-individual' },
    options: { experts: 2, queueLength: 100, embeddingSize: 8 },
    buffers: ['queue', 'queue_ptr', 'linear.weight', 'head_fc.0.weight'],
  },
  m2m: { options: { beginning: 0.67, steps: 2, gamma: 0.1 }, buffers: ['linear.weight'] },
};

beforeAll(async () => {
  await startEngine();
});

test.each(Object.entries(trainings))('the training %s learns and goes on from a checkpoint', async (name, settings) => {
  await expectTraining(name, settings);
});

test('cumulative learning begins with the conventional branch alone and leaves it on a parabola', () => {
  const shares = [0, 5, 9].map((epoch) => cumulativeShare({ epoch, epochs: 10 }));
  expect(shares).toBeAllclose([1, 0.75, 0.19]);
});
