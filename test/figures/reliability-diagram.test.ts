import { expect, test } from 'vitest';
import { reliabilityFigure } from '../../lib/figures/index.js';

const bins = [
  { lower: 0, upper: 0.5, count: 0, accuracy: null, confidence: null },
  { lower: 0.5, upper: 1, count: 4, accuracy: 0.6, confidence: 0.8 },
];

test('stacks the gap to the confidence on the accuracy and leaves empty bins out', () => {
  const { data } = reliabilityFigure({ expected: 0.2, maximum: 0.2, bins });
  const [accuracy, gap] = data;
  expect(accuracy).toMatchObject({ x: [0.75], width: [0.5], y: [0.6] });
  expect(gap!.base).toEqual([0.6]);
  expect(gap!.y).toBeAllclose([0.2]);
});

test('counts predictions as a share of all', () => {
  const first = { lower: 0, upper: 0.5, count: 1, accuracy: 0, confidence: 0.4 };
  const { data } = reliabilityFigure({ expected: 0.2, maximum: 0.4, bins: [first, bins[1]!] });
  expect(data.find((trace) => trace.name === 'predictions')!.y).toEqual([20, 80]);
});

test('prints the expected calibration error in per cent', () => {
  const { layout } = reliabilityFigure({ expected: 0.1234, maximum: 0.2, bins });
  expect((layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual([
    'expected calibration error <b>12.34 %</b>',
  ]);
});
