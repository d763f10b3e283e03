import type { MetricCases } from '../metric-cases.js';
import { binned, mean, samplesOf } from '../reference.js';
import { certain } from './expected-calibration-error.js';

export default {
  golden: [
    // In both classes: one sample at 0.25 and one at 0.75 of p; class 0: right at 0.75, class 1: right at 0.25.
    {
      counts: [4, 1],
      input: { logits: certain(0.75, 0.25), labels: [0, 0] },
      options: { bins: 2 },
      value: (0.5 * 0.25 + 0.5 * 0.75 + 0.5 * 0.75 + 0.5 * 0.25) / 2,
    },
    // A probability that rounds to 0 belongs to the first bin: sure, and wrong in both classes.
    { counts: [4, 1], input: { logits: [1e4, -1e4], labels: [1] }, value: 1 },
  ],
  reference: (input, counts) => {
    const samples = samplesOf(input);
    const errors = counts.map((_, k) => {
      const bins = binned(samples, ({ probabilities }) => Math.max(probabilities[k]!, Number.MIN_VALUE));
      const gaps = bins.map((bin) =>
        bin.length === 0
          ? 0
          : bin.length *
            Math.abs(
              mean(bin.map(({ label }) => Number(label === k))) - mean(bin.map((each) => each.probabilities[k]!)),
            ),
      );
      return gaps.reduce((sum, gap) => sum + gap, 0) / samples.length;
    });
    return mean(errors);
  },
} satisfies MetricCases;
