import { expect, test } from 'vitest';
import { median } from '../../lib/statistics/index.js';

test('the median is the middle value, or the mean of the two', () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(median([9, 1, 4, 5])).toBe(4.5);
  expect(() => median([])).toThrow('at least 1');
});
