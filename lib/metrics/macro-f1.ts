import { z } from 'zod';
import { InputError } from '../errors.js';
import { type ConfusionMatrix, predictedConfusion } from './confusion-matrix.js';
import { defineMetric } from './metric.js';

/**
 * Mean over classes of F1 = 2 TP / (2 TP + FP + FN); a class that neither occurs nor is predicted does not count, as in
 * scikit-learn.
 *
 * @throws InputError for a matrix without samples.
 */
export function macroF1(confusion: ConfusionMatrix): number {
  const scores = confusion.flatMap((row, k) => {
    const actual = row.reduce((sum, value) => sum + value, 0);
    const predicted = confusion.reduce((sum, other) => sum + other[k]!, 0);
    return actual + predicted === 0 ? [] : [(2 * row[k]!) / (actual + predicted)];
  });
  if (scores.length === 0) throw new InputError('The confusion matrix holds no samples: evaluate at least one.');
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

export const macroF1Metric = defineMetric({
  formula: 'mean over classes of 2 TP / (2 TP + FP + FN)',
  source: 'Wang et al., Margin Calibration, ACML 2022, figure 5; which mean over classes it takes is not said',
  papers: ['marc'],
  unit: 'fraction of one',
  result: 'number; a class that neither occurs nor is predicted does not count',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create: (_, context) => (input) => macroF1(predictedConfusion(input, context)),
});
