import { classMatrix, type MetricCases } from '../metric-cases.js';
import confusionMatrix from './confusion-matrix.js';

export default {
  golden: [
    {
      counts: [9, 2],
      input: { logits: [1, 0, 2, 0, 3, 0, 0, 1], labels: [0, 0, 1, 1] },
      value: [
        [Math.log(3), 0],
        [Math.log(2), Math.log(2)],
      ],
    },
  ],
  reference: (input, counts) =>
    confusionMatrix.reference(input, counts).map((row) => row.map((count) => Math.log(1 + count))),
  reordered: classMatrix,
} satisfies MetricCases;
