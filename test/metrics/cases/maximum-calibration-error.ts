import type { MetricCases } from '../metric-cases.js';
import { binned, isRight, mean, samplesOf } from '../reference.js';
import { certain } from './expected-calibration-error.js';

export default {
  golden: [
    {
      counts: [4, 1],
      input: { logits: certain(0.9, 0.95, 0.7, 0.75), labels: [0, 1, 0, 0] },
      options: { bins: 5 },
      value: 0.425,
    },
  ],
  reference: (input) => {
    const bins = binned(samplesOf(input), ({ confidence }) => confidence).filter((bin) => bin.length > 0);
    return Math.max(
      ...bins.map((bin) => Math.abs(mean(bin.map(isRight)) - mean(bin.map(({ confidence }) => confidence)))),
    );
  },
} satisfies MetricCases;
