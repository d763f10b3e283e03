import { describe, expect, test } from 'vitest';
import { logConfusionFigure } from '../../lib/figures/index.js';

const confusion = [
  [5, 0],
  [3, 2],
];

describe('a logarithmic confusion matrix', () => {
  test('has true classes as columns and predictions as rows', () => {
    const { data } = logConfusionFigure([{ name: 'ERM', confusion }], { classCounts: [10, 1] });
    expect((data[0]!.z as number[][]).flat()).toBeAllclose([Math.log(6), Math.log(4), 0, Math.log(3)]);
  });

  test('runs from head to tail, and says whose images a cell counts', () => {
    const { data } = logConfusionFigure([{ name: 'ERM', confusion }], { classCounts: [1, 10], classNames: ['a', 'b'] });
    expect((data[0]!.z as number[][])[0]![0]).toBeCloseTo(Math.log(3));
    const cell = (data[0]!.customdata as unknown[][][])[0]![1];
    expect(cell).toEqual(['a (1 training images)', 'b (10)', 0]);
  });

  test('colours all panels alike', () => {
    const few = { name: 'ours', confusion: confusion.map((row) => row.map((count) => Math.min(count, 1))) };
    const { data } = logConfusionFigure([{ name: 'ERM', confusion }, few], { classCounts: [10, 1] });
    expect(data.map(({ zmax }) => zmax)).toEqual([Math.log1p(5), Math.log1p(5)]);
  });

  test('explains what does not fit', () => {
    expect(() => logConfusionFigure([], { classCounts: [1] })).toThrow(/at least one panel/);
    expect(() => logConfusionFigure([{ name: 'ERM', confusion }], { classCounts: [1, 2, 3] })).toThrow(/'ERM' has 2/);
  });
});
