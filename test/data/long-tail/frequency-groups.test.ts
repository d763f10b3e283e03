import { expect, test } from 'vitest';
import { frequencyGroups } from '../../../lib/data/index.js';

test('groups run from frequent to rare, ties in the order of the classes', () => {
  expect(frequencyGroups([5, 500, 50, 5], 2)).toEqual([
    [1, 2],
    [0, 3],
  ]);
});

test('a hundred classes make ten tens, and a class is in one group only', () => {
  const counts = Array.from({ length: 100 }, (_, k) => 500 - k);
  const groups = frequencyGroups(counts, 10);
  expect(groups.map(({ length }) => length)).toEqual(Array.from({ length: 10 }, () => 10));
  expect(groups.flat()).toEqual([...counts.keys()]);
  expect(frequencyGroups(counts.slice(0, 7), 3).flat()).toHaveLength(7);
});

test('refuses more groups than classes', () => {
  expect(() => frequencyGroups([1, 2], 3)).toThrow('3 groups of 2 classes');
});
