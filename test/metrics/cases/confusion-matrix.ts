import { classMatrix, type MetricCases } from '../metric-cases.js';
import { byClass } from '../reference.js';

export default {
  golden: [
    {
      counts: [9, 2, 1],
      input: { logits: [1, 0, 0, 2, 0, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0], labels: [0, 0, 0, 0, 1] },
      value: [
        [3, 1, 0],
        [1, 0, 0],
        [0, 0, 0],
      ],
    },
  ],
  reference: (input, counts) =>
    byClass(input, counts, (samples) =>
      counts.map((_, taken) => samples.filter(({ prediction }) => prediction === taken).length),
    ),
  reordered: classMatrix,
} satisfies MetricCases;
