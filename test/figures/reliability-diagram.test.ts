import { expect, test } from 'vitest';
import { reliabilityFigure } from '../../lib/figures/index.js';

const bins = [
  { low: 0, high: 0.5, count: 0, accuracy: null, confidence: null },
  { low: 0.5, high: 1, count: 4, accuracy: 0.6, confidence: 0.8 },
];

test('stacks the gap to the confidence on the accuracy and leaves empty bins out', () => {
  const { data } = reliabilityFigure(bins);
  const [accuracy, gap] = data;
  expect(accuracy).toMatchObject({ x: [0.75], width: [0.5], y: [0.6] });
  expect(gap!.base).toEqual([0.6]);
  expect(gap!.y).toBeAllclose([0.2]);
});

test('counts predictions as a share of all', () => {
  const { data } = reliabilityFigure([{ low: 0, high: 0.5, count: 1, accuracy: 0, confidence: 0.4 }, bins[1]!]);
  expect(data.find((trace) => trace.name === 'predictions')!.y).toEqual([20, 80]);
});

test('prints the expected calibration error in per cent when it is given', () => {
  const texts = (figure: ReturnType<typeof reliabilityFigure>) =>
    (figure.layout.annotations as { text: string }[]).map(({ text }) => text);
  expect(texts(reliabilityFigure(bins, { expectedCalibrationError: 0.1234 }))).toEqual([
    'expected calibration error <b>12.34 %</b>',
  ]);
  expect(texts(reliabilityFigure(bins))).toEqual([]);
});
