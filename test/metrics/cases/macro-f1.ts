import type { MetricCases } from '../metric-cases.js';
import { mean, samplesOf } from '../reference.js';

export default {
  // Class 0: precision 3/4, recall 3/4; class 1: 0 of 1; class 2 neither occurs nor is predicted.
  golden: [
    {
      counts: [9, 2, 1],
      input: { logits: [1, 0, 0, 2, 0, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0], labels: [0, 0, 0, 0, 1] },
      value: 0.375,
    },
  ],
  reference: (input, counts) => {
    const samples = samplesOf(input);
    const scores = counts.flatMap((_, k) => {
      const actual = samples.filter(({ label }) => label === k);
      const predicted = samples.filter(({ prediction }) => prediction === k);
      const both = actual.filter(({ prediction }) => prediction === k).length;
      if (actual.length === 0 && predicted.length === 0) return [];
      const [recall, precision] = [both / (actual.length || 1), both / (predicted.length || 1)];
      return [both === 0 ? 0 : (2 * precision * recall) / (precision + recall)];
    });
    return mean(scores);
  },
} satisfies MetricCases;
