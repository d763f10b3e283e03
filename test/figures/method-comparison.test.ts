import { expect, test } from 'vitest';
import { methodComparisonFigure } from '../../lib/figures/index.js';

const methods = [
  { method: 'Softmax', all: { mean: 38, spread: 0.4 }, many: { mean: 69 }, medium: { mean: 37 }, few: null },
  { method: 'MARC', all: { mean: 46 }, many: { mean: 61 }, medium: { mean: 45 }, few: { mean: 29 } },
];

test('has one bar for all classes and one for each shot group, an empty group has none', () => {
  const { data } = methodComparisonFigure(methods);
  expect(data.map((trace) => [trace.name, trace.y])).toEqual([
    ['all classes', [38, 46]],
    ['many-shot', [69, 61]],
    ['medium-shot', [37, 45]],
    ['few-shot', [null, 29]],
  ]);
  expect(data[0]!.x).toEqual(['Softmax', 'MARC']);
});

test('draws whiskers only where a spread is known', () => {
  const { data } = methodComparisonFigure(methods);
  expect(data[0]!.error_y).toMatchObject({ array: [0.4, 0], visible: true });
  expect(data[1]!.error_y).toMatchObject({ visible: false });
});

test('grows with the number of methods', () => {
  const width = (count: number) =>
    methodComparisonFigure(Array.from({ length: count }, () => methods[0]!)).layout.width;
  expect(width(8)).toBeGreaterThan(width(4));
});
