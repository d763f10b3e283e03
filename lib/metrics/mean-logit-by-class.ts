import { z } from 'zod';
import { defineMetric } from './metric.js';
import { checkLabels, type Numbers, rowCount } from './rows.js';

/**
 * Mean over the samples of class j of their logit η_j; null for a class without samples.
 *
 * @throws InputError for labels that do not fit.
 * @see Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 7.
 */
export function meanLogitByClass(
  logits: Numbers,
  labels: Numbers,
  { classCount }: { classCount: number },
): (number | null)[] {
  checkLabels(labels, { count: rowCount(logits, classCount), classCount });
  const sums = new Float64Array(classCount);
  const counts = new Int32Array(classCount);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    sums[label]! += logits[i * classCount + label]!;
    counts[label]!++;
  }
  return Array.from(sums, (sum, k) => (counts[k] === 0 ? null : sum / counts[k]!));
}

export const meanLogitByClassMetric = defineMetric({
  formula: 'mean of η_j(x) over the samples x of class j',
  source: 'Wang et al., Margin Calibration, ACML 2022, eq. 7',
  papers: ['marc'],
  unit: 'that of the logits',
  result: '[K], null for a class without samples',
  needs: ['logits', 'labels'],
  options: z.strictObject({}),
  create:
    (_, { classCount }) =>
    ({ logits, labels }) =>
      meanLogitByClass(logits, labels, { classCount }),
});
