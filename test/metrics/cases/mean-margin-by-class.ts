import { classVector, type MetricCases } from '../metric-cases.js';
import { byClass, length, meanOrNull } from '../reference.js';
import { rowsOf } from '../small-input.js';

export default {
  golden: [
    {
      counts: [4, 2, 1],
      input: { logits: [1, 2, 3, 5, -4, 0, 7, 8, 9], labels: [0, 0, 1], classWeights: [3, 4, 0, 2, 1, 0] },
      value: [0.6, 4, null],
    },
  ],
  reference: (input, counts) => {
    const weights = rowsOf(input.classWeights, counts.length);
    return byClass(input, counts, (samples, k) =>
      meanOrNull(samples.map(({ logits }) => logits[k]! / length(weights[k]!))),
    );
  },
  reordered: classVector,
} satisfies MetricCases;
