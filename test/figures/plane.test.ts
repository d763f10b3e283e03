import { expect, test } from 'vitest';
import { planeFigure } from '../../lib/figures/index.js';

const range = { xRange: [-1, 1], yRange: [0, 1] } as const;
const points = [
  { name: 'A', at: [[0, 0.5]] as const, labels: ['a 1'], ringed: [true] },
  { name: 'B', at: [[0.5, 0.5]] as const },
];

test('points of one name have one colour and one entry in the legend, in every panel', () => {
  const { data } = planeFigure(
    [
      { title: 'before', points, segments: [] },
      { title: 'after', points: points.slice(1), segments: [] },
    ],
    range,
  );
  const ofB = data.filter(({ name }) => name === 'B');
  expect(new Set(ofB.map(({ marker }) => (marker as { color: string }).color)).size).toBe(1);
  expect(ofB.map(({ showlegend }) => showlegend)).toEqual([true, false]);
  expect(ofB.map(({ xaxis }) => xaxis)).toEqual(['x', 'x2']);
});

test('a second line surrounds the points that are ringed', () => {
  const [a, b] = planeFigure([{ points, segments: [] }], range).data;
  expect(a!.marker).toMatchObject({ symbol: ['circle-dot'] });
  expect(b!.marker).toMatchObject({ symbol: ['circle'] });
});

test('segments are drawn in the colour of their points, with arrow and label', () => {
  const segment = { name: 'W_A', from: [0, 0], to: [0, 1], colourOf: 'A', arrow: true, label: 'W_A' } as const;
  const { data, layout } = planeFigure([{ points, segments: [segment] }], range);
  expect((data[0]!.line as { color: string }).color).toBe((data[1]!.marker as { color: string }).color);
  expect(layout.annotations).toMatchObject([{ showarrow: true, x: 0, y: 1, ax: 0, ay: 0 }, { text: 'W_A' }]);
});

test('a length is the same in both directions', () => {
  const { layout } = planeFigure([{ points, segments: [] }], range);
  expect(layout.yaxis).toMatchObject({ scaleanchor: 'x' });
});

test('refuses no panel, and labels for other points', () => {
  expect(() => planeFigure([], range)).toThrow('give at least one panel');
  const wrong = [{ name: 'A', at: [[0, 0]] as const, labels: [] }];
  expect(() => planeFigure([{ points: wrong, segments: [] }], range)).toThrow("'A' has 1 points and 0 labels");
});
