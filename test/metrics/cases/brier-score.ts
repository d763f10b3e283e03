import type { MetricCases } from '../metric-cases.js';
import { mean, samplesOf } from '../reference.js';
import { certain } from './expected-calibration-error.js';

export default {
  golden: [
    {
      counts: [4, 1],
      input: { logits: certain(0.75, 0.5), labels: [0, 1] },
      value: (2 * 0.25 ** 2 + 2 * 0.5 ** 2) / 2,
    },
    { counts: [4, 1], input: { logits: [1e4, -1e4], labels: [1] }, value: 2 },
  ],
  reference: (input) =>
    mean(
      samplesOf(input).map(({ probabilities, label }) =>
        probabilities.reduce((sum, p, k) => sum + (k === label ? (1 - p) ** 2 : p ** 2), 0),
      ),
    ),
} satisfies MetricCases;
