import { expect, test } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { linesFigure } from '../../lib/figures/index.js';

const line = { name: 'logit adjustment', x: [0, 1, 2], y: [5, 3, 4] };

test('draws a curve and names what its axes show', () => {
  const { data, layout } = linesFigure([{ lines: [line] }], { xTitle: 'τ', yTitle: 'balanced error (%)' });
  expect(data).toHaveLength(1);
  expect(data[0]).toMatchObject({ type: 'scatter', mode: 'lines', x: [0, 1, 2], y: [5, 3, 4], showlegend: true });
  expect(layout.xaxis).toMatchObject({ title: { text: 'τ' } });
  expect(layout.yaxis).toMatchObject({ title: { text: 'balanced error (%)' } });
});

test('a band goes along the upper edge and back along the lower, past gaps', () => {
  const [band] = linesFigure([{ lines: [{ ...line, y: [5, null, 4], spread: [1, 9, 2] }] }]).data;
  expect(band).toMatchObject({ fill: 'toself', showlegend: false, x: [0, 2, 2, 0], y: [6, 6, 2, 4] });
});

test('lines of one name share colour and legend over all panels', () => {
  const other = { ...line, name: 'weight normalisation' };
  const { data } = linesFigure([{ lines: [line, other] }, { lines: [other] }]);
  expect(data.map(({ showlegend }) => showlegend)).toEqual([true, true, false]);
  const colours = data.map((trace) => (trace.line as { color: string }).color);
  expect(colours[2]).toBe(colours[1]);
  expect(colours[1]).not.toBe(colours[0]);
  expect(data.map(({ xaxis }) => xaxis)).toEqual(['x', 'x', 'x2']);
});

test('more lines than colours are dashed', () => {
  const many = Array.from({ length: 7 }, (_, index) => ({ ...line, name: `${index}` }));
  const dashes = linesFigure([{ lines: many }]).data.map((trace) => (trace.line as { dash: string }).dash);
  expect(dashes).toEqual([...Array.from({ length: 6 }, () => 'solid'), 'dash']);
});

test('a reference line crosses the panel, as far as its curves go or its range says', () => {
  const references = [
    { name: 'Bayes', y: 2.5 },
    { name: 'τ = 1', x: 1 },
  ];
  const drawn = (panel: object) => linesFigure([{ lines: [line], references, ...panel }]).data.slice(1);
  expect(drawn({})).toMatchObject([
    { name: 'Bayes', x: [0, 2], y: [2.5, 2.5] },
    { name: 'τ = 1', x: [1, 1], y: [3, 5] },
  ]);
  expect(drawn({ xRange: [-1, 4], yRange: [0, 9] })).toMatchObject([{ x: [-1, 4] }, { y: [0, 9] }]);
});

test('panels fill rows and have headings', () => {
  const panels = ['a', 'b', 'c'].map((title) => ({ title, lines: [line] }));
  const { layout } = linesFigure(panels, { columns: 2 });
  const [first, second, third] = ['', '2', '3'].map(
    (suffix) => [layout[`xaxis${suffix}`], layout[`yaxis${suffix}`]] as { domain: [number, number] }[],
  );
  expect(first![0]!.domain[1]).toBeLessThan(second![0]!.domain[0]);
  expect(third![0]!.domain).toEqual(first![0]!.domain);
  expect(third![1]!.domain[1]).toBeLessThan(first![1]!.domain[0]);
  expect((layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual([
    '<b>a</b>',
    '<b>b</b>',
    '<b>c</b>',
  ]);
});

test('a legend of several rows has its room above the panels', () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ ...line, name: `a line with a name ${i}` }));
  const [one, three] = [2, 9].map((count) => linesFigure([{ lines: named(count) }]).layout);
  const plotHeight = ({ height, margin }: NonNullable<typeof one>) => {
    const { t, b } = margin as { t: number; b: number };
    return height - t - b;
  };
  expect(three!.height).toBe(one!.height + 58);
  expect(plotHeight(three!)).toBe(plotHeight(one!));
});

test('a range of a logarithmic axis is given in its own values', () => {
  const { layout } = linesFigure([{ lines: [line], xRange: [0.01, 1] }], { logX: true });
  expect(layout.xaxis).toMatchObject({ type: 'log', range: [-2, 0] });
});

test('marks alone share the colour of the line that they are like', () => {
  const simulated = { ...line, name: 'simulated', markers: 'only', like: line.name } as const;
  const { data } = linesFigure([{ lines: [line, simulated] }]);
  expect(data[1]).toMatchObject({ mode: 'markers', marker: { color: (data[0]!.line as { color: string }).color } });
});

test('refuses no panel, and lists of different length', () => {
  expect(() => linesFigure([])).toThrow(InputError);
  expect(() => linesFigure([{ lines: [{ ...line, y: [1] }] }])).toThrow(
    "Line 'logit adjustment' has 3 x and 1 y: give one for each x.",
  );
});
