import { expect, test } from 'vitest';
import { bestEpochAccuracy, type PlannedResult } from '../../lib/experiment/index.js';

const runs = (...accuracies: (number | null)[]) =>
  accuracies.map((testAccuracy) => ({
    record: testAccuracy === null ? {} : { bestEpoch: { epoch: 3, testAccuracy } },
  })) as unknown as PlannedResult['runs'];

test('averages the best epochs of the seeds', () => {
  expect(bestEpochAccuracy({ runs: runs(0.5, 0.7) })).toBeCloseTo(60);
});

test('is undefined where a run has no epochs', () => {
  expect(bestEpochAccuracy({ runs: runs(0.5, null) })).toBeUndefined();
  expect(bestEpochAccuracy({ runs: [] })).toBeUndefined();
});
