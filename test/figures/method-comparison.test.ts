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
  const layoutOf = (count: number) => methodComparisonFigure(Array.from({ length: count }, () => methods[0]!)).layout;
  expect(layoutOf(6).width).toBeGreaterThan(layoutOf(4).width);
  expect(layoutOf(20).height).toBeGreaterThan(layoutOf(10).height);
});

test('gives each of many methods a row, the first at the top, with its mean beside the name', () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ ...methods[1]!, method: `method ${i}` }));
  const { data, layout } = methodComparisonFigure(many);
  expect(data.map(({ name }) => name)).toEqual(['few-shot', 'medium-shot', 'many-shot', 'all classes']);
  expect(data[3]).toMatchObject({ x: many.map(() => 46), y: [0, 1, 2, 3, 4, 5, 6, 7, 8] });
  const { ticktext, range } = layout.yaxis as { ticktext: string[]; range: [number, number] };
  expect(ticktext[0]).toBe('method 0  <b>46.0</b>');
  expect(range[0]).toBeGreaterThan(range[1]);
});
