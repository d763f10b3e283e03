import { expect, test } from 'vitest';
import { createAdjustment, type FeatureBank } from '../../lib/adjustment/index.js';
import { smallBank } from './small-bank.js';

const learning = { epochs: 4, batchSize: 16 };
const bank = smallBank({ classCounts: [27, 9, 3] });

const parametersOf = async (name: string, options: object, of: FeatureBank) =>
  (await createAdjustment(name, { ...learning, ...options }).fit(of)).parameters;

test('on all that there is, it is MARC', async () => {
  expect(await parametersOf('marc-on-subset', { imbalanceFactor: 9 }, bank)).toEqual(
    await parametersOf('marc', {}, bank),
  );
});

test('it learns from the first samples of each class, and their counts', async () => {
  const kept = [...bank.train.labels.keys()].filter((row) => ![33, 34, 35, 37, 38].includes(row));
  const size = bank.featureSize;
  const subset: FeatureBank = {
    ...bank,
    classCounts: [27, 6, 1],
    train: {
      labels: Int32Array.from(kept, (row) => bank.train.labels[row]!),
      features: Float32Array.from(
        kept.flatMap((row) => [...bank.train.features.subarray(row * size, (row + 1) * size)]),
      ),
      count: kept.length,
    },
  };
  expect(await parametersOf('marc-on-subset', { imbalanceFactor: 20 }, bank)).toEqual(
    await parametersOf('marc', {}, subset),
  );
});

test('it takes all of a class that has fewer', async () => {
  expect(await parametersOf('marc-on-subset', { imbalanceFactor: 2 }, bank)).toEqual(
    await parametersOf('marc', {}, bank),
  );
});
