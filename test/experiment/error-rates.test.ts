import { expect, test } from 'vitest';
import { balancedError, frequencyGroupErrors, shotGroupErrors } from '../../lib/experiment/index.js';

const record = {
  classCounts: [200, 150, 60, 10],
  test: { accuracyByClass: [1, 0.5, null, 0.25] },
} as Parameters<typeof frequencyGroupErrors>[0];

test('the balanced error averages over the classes that have test images', () => {
  expect(balancedError(record)).toBeCloseTo((100 * (0 + 0.5 + 0.75)) / 3, 10);
});

test('errors by shot group and by frequency are the complements of the accuracies', () => {
  expect(shotGroupErrors(record, 'logit-adjustment')).toEqual({ many: 25, medium: null, few: 75 });
  expect(frequencyGroupErrors(record, 2)).toEqual([25, 75]);
  expect(frequencyGroupErrors(record, 4)).toEqual([0, 50, null, 75]);
});
