import { expect, test } from 'vitest';
import { heatMapFigure } from '../../lib/figures/index.js';

const options = {
  quantity: 'accuracy',
  unit: '%',
  rows: ['0.0', '0.1'],
  columns: ['0.0', '0.1'],
  rowTitle: 'ε<sub>K</sub>',
  columnTitle: 'ε<sub>1</sub>',
};
const values = [
  [70, 71.25],
  [null, 72],
];

test('prints the numbers and leaves a cell without one empty', () => {
  const { data } = heatMapFigure([{ name: 'digits', values }], options);
  expect(data[0]!.text).toEqual([
    ['70.0', '71.3'],
    ['', '72.0'],
  ]);
  expect(data[0]!.z).toEqual(values);
});

test('the smallest number is told from a cell without one', () => {
  const [trace] = heatMapFigure([{ name: 'digits', values }], options).data;
  expect(trace!.zmin).toBeCloseTo(69.8, 12);
  expect(trace!.zmax).toBe(72);
});

test('panels stand side by side under their names, and frames lie on their own panel', () => {
  const frames = [{ row: 0, column: 1, colour: 'orange' }];
  const { data, layout } = heatMapFigure(
    [
      { name: 'left', values },
      { name: 'right', values, frames },
    ],
    options,
  );
  expect(data.map(({ xaxis }) => xaxis)).toEqual(['x', 'x2']);
  expect((layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(['<b>left</b>', '<b>right</b>']);
  expect(layout.shapes).toMatchObject([{ xref: 'x2', x0: 0.52, y1: 0.48, line: { color: 'orange' } }]);
});

test('refuses a grid of another size', () => {
  expect(() => heatMapFigure([{ name: 'digits', values: [[1, 2]] }], options)).toThrow(
    "The heat map 'digits' is not 2 rows of 2 numbers",
  );
});
