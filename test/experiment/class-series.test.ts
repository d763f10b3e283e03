import { expect, test } from 'vitest';
import { classSeries, type PlannedResult, type RunRecord } from '../../lib/experiment/index.js';

const runs = (...norms: (number | null)[][]) =>
  norms.map((classWeightNorms) => ({ record: { classWeightNorms } })) as unknown as PlannedResult['runs'];

const norms = ({ classWeightNorms }: RunRecord) => classWeightNorms;

test('averages each class over the seeds, with the standard deviation as the spread', () => {
  const { name, values, spread } = classSeries({ row: 'SGD', runs: runs([1, 4], [3, 4]) }, norms);
  expect({ name, values }).toEqual({ name: 'SGD', values: [2, 4] });
  expect(spread![0]).toBeCloseTo(Math.SQRT2);
  expect(spread![1]).toBe(0);
});

test('has no spread of one seed', () => {
  expect(classSeries({ row: 'SGD', runs: runs([1, 4]) }, norms)).toEqual({ name: 'SGD', values: [1, 4] });
});

test('leaves a class without images empty', () => {
  const { values, spread } = classSeries({ row: 'SGD', runs: runs([null, 1], [null, 3]) }, norms);
  expect(values).toEqual([null, 2]);
  expect(spread![0]).toBeNull();
});
