import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { cumulativeShare } from '../../lib/training/bbn.js';
import { type ExpectedTraining, expectTraining } from './expect-training.js';

/** What each training is tried with. */
const trainings: Record<string, ExpectedTraining> = {
  bbn: {},
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
