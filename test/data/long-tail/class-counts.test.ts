import { describe, expect, test } from 'vitest';
import { type LongTailProfile, longTailedClassCounts } from '../../../lib/data/index.js';

const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

describe('longTailedClassCounts', () => {
  test('gives the published counts of CIFAR-10-LT with imbalance factor 100', () => {
    const counts = longTailedClassCounts({ imbalanceFactor: 100, classCount: 10, maxCount: 5000 });
    expect(counts).toEqual([5000, 2997, 1796, 1077, 645, 387, 232, 139, 83, 50]);
  });

  test('gives the published totals and last classes of CIFAR-100-LT', () => {
    const of = (imbalanceFactor: number) => longTailedClassCounts({ imbalanceFactor, classCount: 100, maxCount: 500 });
    expect([total(of(100)), of(100).at(-1), of(200).at(-1)]).toEqual([10_847, 5, 2]);
  });

  test('steps down once, at half of the classes', () => {
    const step = (classCount: number) =>
      longTailedClassCounts({ profile: 'step', imbalanceFactor: 100, classCount, maxCount: 500 });
    expect(step(4)).toEqual([500, 500, 5, 5]);
    expect(step(5)).toEqual([500, 500, 5, 5, 5]);
  });

  test('stays balanced with imbalance factor 1', () => {
    for (const profile of ['exponential', 'step'] as const)
      expect(longTailedClassCounts({ profile, imbalanceFactor: 1, classCount: 3, maxCount: 7 })).toEqual([7, 7, 7]);
  });

  test('never rises, whatever the factor', () => {
    for (const imbalanceFactor of [1.5, 7, 33.3, 124]) {
      const counts = longTailedClassCounts({ imbalanceFactor, classCount: 10, maxCount: 124 });
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
      expect(counts[0]).toBe(124);
    }
  });

  const usual = { imbalanceFactor: 10, classCount: 10, maxCount: 100 };
  test.each([
    [{ imbalanceFactor: 0.01 }, 'The imbalance factor is 0.01: give a number of at least 1.'],
    [{ imbalanceFactor: Number.NaN }, 'The imbalance factor is NaN: give a number of at least 1.'],
    [{ classCount: 1 }, 'A long-tailed data set of 1 classes was asked for: give at least 2.'],
    [{ classCount: 2.5 }, 'A long-tailed data set of 2.5 classes was asked for: give at least 2.'],
    [{ maxCount: 0 }, 'The first class was given 0 images: give a positive whole number.'],
    [
      { profile: 'linear' as LongTailProfile },
      "There is no long-tail profile 'linear': choose 'exponential' or 'step'.",
    ],
    [
      { imbalanceFactor: 200 },
      'The imbalance factor 200 leaves classes without an image when the first has 100: lower it to at most 100.',
    ],
  ])('refuses %o', (wrong, sentence) => {
    expect(() => longTailedClassCounts({ ...usual, ...wrong })).toThrow(sentence);
  });
});
