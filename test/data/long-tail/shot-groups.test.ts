import { describe, expect, test } from 'vitest';
import { longTailedClassCounts, type ShotGroupRule, shotGroupRules, shotGroups } from '../../../lib/data/index.js';

const cifar10 = (imbalanceFactor: number) => longTailedClassCounts({ imbalanceFactor, classCount: 10, maxCount: 5000 });
const cifar100 = (imbalanceFactor: number) =>
  longTailedClassCounts({ imbalanceFactor, classCount: 100, maxCount: 500 });

function sizes(classCounts: number[], rule: ShotGroupRule): (number | null)[] {
  const { many, medium, few } = shotGroups(classCounts, { rule });
  return [many, medium, few].map((group) => group?.length ?? null);
}

describe('shotGroups by the rule', () => {
  test.each([
    [100, [35, 35, 30]],
    [50, [41, 41, 18]],
    [10, [69, 31, null]],
    [200, [30, 31, 39]],
  ])('oltr divides CIFAR-100-LT with imbalance factor %i as published', (imbalanceFactor, expected) => {
    expect(sizes(cifar100(imbalanceFactor), 'oltr')).toEqual(expected);
  });

  test('oltr finds no few-shot class in CIFAR-10-LT, which is null and not empty', () => {
    expect(shotGroups(cifar10(100), { rule: 'oltr' })).toEqual({
      many: [0, 1, 2, 3, 4, 5, 6, 7],
      medium: [8, 9],
      few: null,
    });
  });

  test('oltr and logit-adjustment differ at their thresholds', () => {
    const edges = [101, 100, 99, 21, 20, 19];
    expect(shotGroups(edges, { rule: 'oltr' })).toEqual({ many: [0], medium: [1, 2, 3, 4], few: [5] });
    expect(shotGroups(edges, { rule: 'logit-adjustment' })).toEqual({ many: [0, 1], medium: [2, 3], few: [4, 5] });
  });

  test('mislas divides at fixed ranks for every imbalance factor', () => {
    for (const imbalanceFactor of [10, 50, 100]) {
      expect(sizes(cifar100(imbalanceFactor), 'mislas-cifar-100')).toEqual([36, 35, 29]);
      expect(sizes(cifar10(imbalanceFactor), 'mislas-cifar-10')).toEqual([3, 4, 3]);
    }
    const falling = (classCount: number) => Array.from({ length: classCount }, (_, i) => classCount - i);
    expect(sizes(falling(1000), 'mislas-imagenet-lt')).toEqual([390, 445, 165]);
    expect(sizes(falling(365), 'mislas-places-lt')).toEqual([131, 157, 77]);
    expect(sizes(falling(8142), 'mislas-inaturalist-2018')).toEqual([842, 3701, 3599]);
  });

  test('thirds gives 33/33/34 of 100 classes and 3/4/3 of ten', () => {
    expect(sizes(cifar100(100), 'thirds')).toEqual([33, 33, 34]);
    expect(sizes(cifar10(100), 'thirds')).toEqual([3, 4, 3]);
  });

  test('digits has all three groups on the digits with imbalance factor 100', () => {
    const counts = longTailedClassCounts({ imbalanceFactor: 100, classCount: 10, maxCount: 124 });
    expect(sizes(counts, 'digits')).toEqual([4, 3, 3]);
    expect(shotGroups([26, 25, 5, 4], { rule: 'digits' })).toEqual({ many: [0], medium: [1, 2], few: [3] });
  });

  test.each(shotGroupRules.filter((rule) => !rule.startsWith('mislas')))(
    '%s puts every class into one group, in whatever order the classes come',
    (rule) => {
      const counts = [3, 500, 20, 1, 100, 120, 21];
      const { many, medium, few } = shotGroups(counts, { rule });
      const all = [...(many ?? []), ...(medium ?? []), ...(few ?? [])];
      expect(all.sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(many).toContain(1);
      expect(few).toContain(3);
    },
  );

  test('ranks are by count and not by class index', () => {
    expect(shotGroups([1, 2, 30, 4, 5, 60], { rule: 'thirds' })).toEqual({ many: [2, 5], medium: [3, 4], few: [0, 1] });
  });
});

describe('shotGroups refuses', () => {
  test('an unknown rule', () => {
    expect(() => shotGroups([1, 2], { rule: 'thrids' as ShotGroupRule })).toThrow(
      "There is no rule of shot groups named 'thrids': did you mean 'thirds'",
    );
  });

  test('a rule of ranks that the classes do not reach', () => {
    expect(() => shotGroups(cifar10(100), { rule: 'mislas-cifar-100' })).toThrow(
      'This rule of shot groups divides at ranks 36 and 71, but there are 10 classes: choose the rule made for them.',
    );
  });
});
