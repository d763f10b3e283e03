import type { MetricCases } from '../metric-cases.js';
import { classAccuracies, mean } from '../reference.js';

export default {
  // Three of four of class 0, none of class 1: plain error 2/5, balanced (1/4 + 1) / 2; class 2 has no samples.
  golden: [
    {
      counts: [9, 2, 1],
      input: { logits: [1, 0, 0, 2, 0, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0], labels: [0, 0, 0, 0, 1] },
      value: 0.625,
    },
  ],
  reference: (input, counts) => 1 - mean(classAccuracies(input, counts).filter((value) => value !== null)),
} satisfies MetricCases;
