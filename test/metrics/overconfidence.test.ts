import { expect, test } from 'vitest';
import { calibration, overconfidence } from '../../lib/metrics/index.js';

test('is the mean confidence less the accuracy', () => {
  const probabilities = [0.9, 0.1, 0.8, 0.2, 0.4, 0.6];
  const of = (labels: number[]) => overconfidence(calibration(probabilities, labels, { classCount: 2 }));
  expect(of([0, 1, 0])).toBeCloseTo((0.9 + 0.8 + 0.6 - 1) / 3, 12);
  expect(of([0, 0, 1])).toBeCloseTo((0.9 + 0.8 + 0.6 - 3) / 3, 12);
});

test('lets a bin that claims too much and one that claims too little cancel out', () => {
  const bins = [
    { lower: 0, upper: 0.5, count: 2, confidence: 0.4, accuracy: 0.5 },
    { lower: 0.5, upper: 1, count: 2, confidence: 0.9, accuracy: 0.8 },
    { lower: 1, upper: 1, count: 0, confidence: null, accuracy: null },
  ];
  expect(overconfidence({ bins })).toBeCloseTo(0, 12);
});
