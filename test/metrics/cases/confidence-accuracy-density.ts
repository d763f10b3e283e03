import { classVector, type MetricCases } from '../metric-cases.js';
import { byClass, isRight, meanOrNull } from '../reference.js';
import { certain } from './expected-calibration-error.js';

interface Density {
  confidence: unknown[];
  accuracy: unknown[];
  density: number[][];
}

export default {
  golden: [
    // One class at (0.75, 1), the other at (0.75, 0): half of all points in each of two cells of area 1/4.
    {
      counts: [4, 1],
      input: { logits: certain(0.75, 0.75), labels: [0, 1] },
      options: { bins: 2 },
      value: {
        confidence: [0.75, 0.75],
        accuracy: [1, 0],
        density: [
          [0, 0],
          [2, 2],
        ],
      },
    },
  ],
  reference: (input, counts) => {
    const confidence = byClass(input, counts, (samples) => meanOrNull(samples.map((sample) => sample.confidence)));
    const accuracy = byClass(input, counts, (samples) => meanOrNull(samples.map(isRight)));
    const points = confidence.flatMap((x, k) => (x === null ? [] : [[x, accuracy[k] as number] as const]));
    const within = (value: number, b: number) => (b === 0 && value === 0) || (value > b / 20 && value <= (b + 1) / 20);
    const bins = Array.from({ length: 20 }, (_, b) => b);
    const density = bins.map((column) =>
      bins.map((row) => (400 / points.length) * points.filter(([x, y]) => within(x, column) && within(y, row)).length),
    );
    return { confidence, accuracy, density };
  },
  reordered: ({ confidence, accuracy, density }: Density, order) => ({
    confidence: classVector(confidence, order),
    accuracy: classVector(accuracy, order),
    density,
  }),
} satisfies MetricCases;
