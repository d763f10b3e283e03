import { expect, test } from 'vitest';
import { reliabilityPanelsFigure } from '../../lib/figures/index.js';

const bins = [
  { lower: 0, upper: 0.5, count: 0, accuracy: null, confidence: null },
  { lower: 0.5, upper: 1, count: 4, accuracy: 0.6, confidence: 0.8 },
];
const panel = (name: string) => ({ name, accuracy: 0.6, calibration: { expected: 0.2, maximum: 0.2, bins } });

test('every panel has its own axes, its name, its accuracy and its expected calibration error', () => {
  const { data, layout } = reliabilityPanelsFigure([panel('CE'), panel('cRT')]);
  expect(data.filter(({ name }) => name === 'accuracy').map(({ xaxis, y }) => [xaxis, y])).toEqual([
    ['x', [0.6]],
    ['x2', [0.6]],
  ]);
  expect((layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual([
    '<b>CE</b>',
    'ACC <b>60.0 %</b><br>ECE <b>20.00 %</b>',
    '<b>cRT</b>',
    'ACC <b>60.0 %</b><br>ECE <b>20.00 %</b>',
  ]);
});

test('the legend names each series once', () => {
  const { data } = reliabilityPanelsFigure([panel('CE'), panel('cRT')]);
  expect(data.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual([
    'accuracy',
    'gap to the confidence',
  ]);
});

test('panels go on in the next row', () => {
  const { layout } = reliabilityPanelsFigure(['a', 'b', 'c', 'd'].map(panel), { columns: 2 });
  const [upper, lower] = [layout.yaxis2, layout.yaxis4] as { domain: [number, number] }[];
  expect(lower!.domain[1]).toBeLessThan(upper!.domain[0]);
});
