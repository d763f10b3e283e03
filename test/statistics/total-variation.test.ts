import { expect, test } from 'vitest';
import { totalVariation } from '../../lib/statistics/index.js';

test('is zero for equal distributions and one for such that share no value', () => {
  expect(totalVariation([0.5, 0.5], [0.5, 0.5])).toBe(0);
  expect(totalVariation([1, 0], [0, 1])).toBe(1);
  expect(totalVariation([0.7, 0.2, 0.1], [0.5, 0.3, 0.2])).toBeCloseTo(0.2);
});

test('explains distributions of different length', () => {
  expect(() => totalVariation([1], [0.5, 0.5])).toThrow(/over 1 and 2 values/);
});
