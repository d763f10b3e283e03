import { classVector, type MetricCases } from '../metric-cases.js';
import { byClass, meanOrNull } from '../reference.js';

export default {
  golden: [
    { counts: [4, 2, 1], input: { logits: [1, 2, 3, 5, -4, 0, 7, 8, 9], labels: [0, 0, 1] }, value: [3, 8, null] },
  ],
  reference: (input, counts) =>
    byClass(input, counts, (samples, k) => meanOrNull(samples.map(({ logits }) => logits[k]!))),
  reordered: classVector,
} satisfies MetricCases;
