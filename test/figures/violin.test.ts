import { expect, test } from 'vitest';
import { violinFigure } from '../../lib/figures/index.js';

const groups = ['many', 'few'];
const rising = Array.from({ length: 101 }, (_, i) => i / 100);
const one = { name: 'CE', samples: [rising, rising] };
const other = { name: 'LAS', samples: [rising.toReversed(), rising] };

const outlines = (figure: ReturnType<typeof violinFigure>) => figure.data.filter(({ fill }) => fill === 'toself');
const lines = (figure: ReturnType<typeof violinFigure>) => figure.data.filter(({ fill }) => fill !== 'toself');

test('two series are halves of one violin, left and right of its axis', () => {
  const figure = violinFigure(groups, [one, other], { quantity: 'probability' });
  const [left, , right] = outlines(figure).map(({ x }) => x as number[]);
  expect(Math.max(...left!)).toBeLessThan(0);
  expect(Math.min(...right!)).toBeGreaterThan(0);
  expect(Math.min(...left!)).toBeCloseTo(-Math.max(...right!));
});

test('horizontal violins have the first group on top and the first series on the upper side', () => {
  const figure = violinFigure(groups, [one, other], { quantity: 'probability', orientation: 'horizontal' });
  const [from, to] = (figure.layout.yaxis as { range: [number, number] }).range;
  expect(from).toBeGreaterThan(to);
  expect(Math.max(...(outlines(figure)[0]!.y as number[]))).toBeLessThan(0);
  expect(outlines(figure)[0]!.x).toEqual(expect.arrayContaining([0, 1]));
});

test('lines stand at the quartiles', () => {
  const figure = violinFigure(groups, [one], { quantity: 'probability' });
  const [first, median, third] = lines(figure).map(({ y }) => y);
  expect([first, median, third]).toEqual([
    [0.25, 0.25],
    [0.5, 0.5],
    [0.75, 0.75],
  ]);
});

test('a group without samples draws nothing, and the legend names each series once', () => {
  const figure = violinFigure(groups, [{ name: 'CE', samples: [[], rising] }], { quantity: 'probability' });
  expect(outlines(figure)).toHaveLength(1);
  expect(figure.data.filter(({ showlegend }) => showlegend)).toHaveLength(1);
  expect((figure.layout.xaxis as { ticktext: string[] }).ticktext).toEqual(groups);
});

test('samples that are all the same draw a finite shape', () => {
  const figure = violinFigure(['many'], [{ name: 'CE', samples: [[1, 1, 1]] }], { quantity: 'probability' });
  expect((outlines(figure)[0]!.x as number[]).every(Number.isFinite)).toBe(true);
});

test('refuses samples for another number of groups', () => {
  expect(() => violinFigure(groups, [{ name: 'CE', samples: [rising] }], { quantity: 'p' })).toThrow(
    "Series 'CE' has samples for 1 of 2 groups",
  );
});

test('a reference line crosses all groups at its value', () => {
  const figure = violinFigure(groups, [one], { quantity: 'error', references: [{ name: 'Bayes', value: 0.25 }] });
  expect(figure.data.at(-1)).toMatchObject({ name: 'Bayes', x: [-0.6, 1.6], y: [0.25, 0.25] });
});
