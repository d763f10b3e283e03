import { classVector, type MetricCases } from '../metric-cases.js';
import { classAccuracies } from '../reference.js';

export default {
  golden: [
    {
      counts: [9, 2, 1],
      input: { logits: [1, 0, 0, 2, 0, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0], labels: [0, 0, 0, 0, 1] },
      value: [0.75, 0, null],
    },
  ],
  reference: classAccuracies,
  reordered: classVector,
} satisfies MetricCases;
