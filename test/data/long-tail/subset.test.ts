import { describe, expect, test } from 'vitest';
import { longTailedClassCounts, longTailedSubset } from '../../../lib/data/index.js';
import { readJson, sha256 } from '../../../lib/files.js';
import { projectPath } from '../../../lib/project.js';

interface Golden {
  datasets: {
    name: string;
    classCount: number;
    maxCount: number;
    subsets: { imbalanceFactor: number; images: number; sha256: string }[];
  }[];
}

const golden = readJson<Golden>(projectPath('test/data/golden/long-tailed-subsets.json'));
const cases = golden.datasets.flatMap(({ subsets, ...dataset }) =>
  subsets.map((subset) => ({ ...dataset, ...subset })),
);

describe('longTailedSubset draws the published images', () => {
  // Ranks inside a class do not depend on how the classes are mixed, so any mixture will do: class i mod K.
  test.each(cases)(
    '$name-LT, imbalance factor $imbalanceFactor',
    ({ classCount, maxCount, imbalanceFactor, images, sha256: hash }) => {
      const labels = Int32Array.from({ length: classCount * maxCount }, (_, i) => i % classCount);
      const classCounts = longTailedClassCounts({ imbalanceFactor, classCount, maxCount });
      const subset = longTailedSubset(labels, classCounts);
      expect(subset.length).toBe(images);
      const ranks = classCounts.map((): number[] => []);
      for (const index of subset) ranks[labels[index]!]!.push(Math.floor(index / classCount));
      expect(ranks.map((ofClass) => ofClass.length)).toEqual(classCounts);
      expect(sha256(JSON.stringify(ranks))).toBe(hash);
    },
  );
});

describe('longTailedSubset', () => {
  const labels = [1, 0, 0, 1, 0, 1, 1, 0];

  test('keeps distinct images of the right class, class after class', () => {
    const subset = [...longTailedSubset(labels, [3, 1])];
    expect(subset.map((index) => labels[index])).toEqual([0, 0, 0, 1]);
    expect(new Set(subset).size).toBe(4);
  });

  test('of a more imbalanced data set lies within that of a less imbalanced one', () => {
    const wide = [...longTailedSubset(labels, [4, 3])];
    const narrow = [...longTailedSubset(labels, [4, 2])];
    expect(wide.slice(0, 6)).toEqual(narrow);
  });

  test('differs by seed and may leave a class out', () => {
    const many = Int32Array.from({ length: 200 }, (_, i) => i % 2);
    expect([...longTailedSubset(many, [50, 0], { seed: 1 })]).not.toEqual([...longTailedSubset(many, [50, 0])]);
  });

  test('refuses counts beyond what a class has', () => {
    expect(() => longTailedSubset(labels, [4, 5])).toThrow(
      'The long-tailed subset shall keep 5 images of class 1, which has 4: lower the first class’s count or leave it out.',
    );
  });

  test('refuses labels for which there is no count', () => {
    expect(() => longTailedSubset(labels, [4])).toThrow(
      'Image 0 is of class 1, but counts are given for 1 classes: give one count for each class.',
    );
  });
});
