import type { MetricCases } from '../metric-cases.js';
import { logSoftmaxOf, mean, samplesOf } from '../reference.js';
import { certain } from './expected-calibration-error.js';

export default {
  golden: [
    {
      counts: [4, 1],
      input: { logits: certain(0.75, 0.5), labels: [0, 1] },
      value: (Math.log(4 / 3) + Math.log(2)) / 2,
    },
    { counts: [4, 1], input: { logits: [1e4, -1e4], labels: [1] }, value: 2e4 },
  ],
  reference: (input) => mean(samplesOf(input).map(({ logits, label }) => -logSoftmaxOf(logits)[label]!)),
} satisfies MetricCases;
