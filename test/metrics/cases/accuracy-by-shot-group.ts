import type { MetricCases } from '../metric-cases.js';
import { classAccuracies, meanOrNull } from '../reference.js';

export default {
  options: { rule: 'oltr' },
  golden: [
    {
      counts: [101, 100, 20],
      input: { logits: [1, 0, 0, 1, 0, 0, 0, 1, 0], labels: [0, 1, 1] },
      value: { many: 1, medium: 0.5, few: null },
    },
    {
      counts: [101, 100, 20],
      input: { logits: [1, 0, 0, 1, 0, 0, 0, 1, 0], labels: [0, 1, 1] },
      options: { rule: 'logit-adjustment' },
      value: { many: 0.75, medium: null, few: null },
    },
  ],
  reference: (input, counts) => {
    const accuracies = classAccuracies(input, counts);
    const group = (contains: (count: number) => boolean) =>
      meanOrNull(accuracies.filter((accuracy, k) => accuracy !== null && contains(counts[k]!)) as number[]);
    return {
      many: group((count) => count > 100),
      medium: group((count) => count <= 100 && count >= 20),
      few: group((count) => count < 20),
    };
  },
} satisfies MetricCases;
