import type { MetricCases } from '../metric-cases.js';
import { isRight, mean, samplesOf } from '../reference.js';

export default {
  golden: [
    { counts: [3, 1], input: { logits: [1, 0, 0, 1, 5, 5], labels: [0, 0, 0] }, value: 2 / 3 },
    { counts: [3, 1], input: { logits: [5, 5], labels: [1] }, value: 0 },
  ],
  reference: (input) => mean(samplesOf(input).map(isRight)),
} satisfies MetricCases;
