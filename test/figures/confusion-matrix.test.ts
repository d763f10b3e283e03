import { expect, test } from 'vitest';
import { confusionMatrixFigure } from '../../lib/figures/index.js';

const confusion = [
  [3, 1],
  [5, 5],
];

test('shows each row as per cent of its true class', () => {
  const { data } = confusionMatrixFigure([{ name: 'Softmax', confusion }]);
  expect(data[0]).toMatchObject({
    z: [
      [75, 25],
      [50, 50],
    ],
    zmin: 0,
    zmax: 100,
  });
  expect(data[0]!.text).toEqual([
    ['75.0', '25.0'],
    ['50.0', '50.0'],
  ]);
});

test('orders rows and columns from head to tail, first row on top', () => {
  const { data, layout } = confusionMatrixFigure([{ name: 'Softmax', confusion }], {
    classNames: ['a', 'b'],
    classCounts: [1, 9],
  });
  expect(data[0]!.z).toEqual([
    [50, 50],
    [25, 75],
  ]);
  expect(layout.yaxis).toMatchObject({ ticktext: ['b', 'a'], autorange: 'reversed', title: { text: 'true class' } });
});

test('a class without images has an empty row', () => {
  const { data } = confusionMatrixFigure([
    {
      name: 'a',
      confusion: [
        [0, 0],
        [0, 2],
      ],
    },
  ]);
  expect(data[0]!.z).toEqual([
    [null, null],
    [0, 100],
  ]);
});

test('panels stand side by side, name themselves and share one colour scale', () => {
  const { data, layout } = confusionMatrixFigure([
    { name: 'Softmax', confusion },
    { name: 'MARC', confusion },
  ]);
  expect(data.map((trace) => trace.showscale)).toEqual([false, true]);
  expect(data.map((trace) => trace.xaxis)).toEqual(['x', 'x2']);
  const [first, second] = [layout.xaxis, layout.xaxis2] as { domain: [number, number] }[];
  expect(first!.domain[1]).toBeLessThan(second!.domain[0]);
  expect((layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(['<b>Softmax</b>', '<b>MARC</b>']);
});

test('leaves numbers out when there are more than 20 classes', () => {
  const large = Array.from({ length: 21 }, (_, row) =>
    Array.from({ length: 21 }, (_, column) => (row === column ? 1 : 0)),
  );
  expect(confusionMatrixFigure([{ name: 'a', confusion: large }]).data[0]!.text).toBeUndefined();
});

test.each([
  ['no panel', [], 'There is no confusion matrix'],
  [
    'a ragged matrix',
    [{ name: 'a', confusion: [[1, 2], [3]] }],
    "A row of confusion matrix 'a' has 1 entries for 2 classes",
  ],
])('refuses %s', (_, panels, message) => {
  expect(() => confusionMatrixFigure(panels)).toThrow(message);
});
