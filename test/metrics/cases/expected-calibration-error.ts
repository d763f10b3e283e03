import type { MetricCases } from '../metric-cases.js';
import { binned, isRight, mean, samplesOf } from '../reference.js';

/** Logits of two classes whose first has probability p. */
export const certain = (...probabilities: number[]) => probabilities.flatMap((p) => [Math.log(p), Math.log(1 - p)]);

export default {
  golden: [
    {
      // (0.8, 1]: confidence 0.925, accuracy 0.5; (0.6, 0.8]: confidence 0.725, accuracy 1.
      counts: [4, 1],
      input: { logits: certain(0.9, 0.95, 0.7, 0.75), labels: [0, 1, 0, 0] },
      options: { bins: 5 },
      value: 0.5 * 0.425 + 0.5 * 0.275,
    },
    // 1/2 closes the first of two bins and is right there; 3/4 lies in the second and is wrong.
    {
      counts: [4, 1],
      input: { logits: [0, 0, ...certain(0.75)], labels: [0, 1] },
      options: { bins: 2 },
      value: 0.5 * 0.5 + 0.5 * 0.75,
    },
  ],
  reference: (input) => {
    const samples = samplesOf(input);
    const gaps = binned(samples, ({ confidence }) => confidence).map((bin) =>
      bin.length === 0
        ? 0
        : bin.length * Math.abs(mean(bin.map(isRight)) - mean(bin.map(({ confidence }) => confidence))),
    );
    return gaps.reduce((sum, gap) => sum + gap, 0) / samples.length;
  },
} satisfies MetricCases;
