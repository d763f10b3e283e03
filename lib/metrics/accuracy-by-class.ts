import { z } from 'zod';
import { type ConfusionMatrix, predictedConfusion } from './confusion-matrix.js';
import { defineMetric } from './metric.js';

/** Share of each true class that was recognised, 0 … 1; null for a class without samples. */
export function accuracyByClass(confusion: ConfusionMatrix): (number | null)[] {
  return confusion.map((row, k) => {
    const samples = row.reduce((total, value) => total + value, 0);
    return samples === 0 ? null : row[k]! / samples;
  });
}

export const accuracyByClassMetric = defineMetric({
  formula: 'a_j = share of the samples of class j with argmax_k η_k(x) = j',
  source: 'Wang et al., Margin Calibration, ACML 2022, figure 5; Menon et al., Logit adjustment, ICLR 2021, figure 8',
  papers: ['marc', 'logit-adjustment'],
  unit: 'fraction of one',
  result: '[K], null for a class without samples',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create: (_, context) => (input) => accuracyByClass(predictedConfusion(input, context)),
});
