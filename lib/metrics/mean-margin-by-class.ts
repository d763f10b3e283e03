import { z } from 'zod';
import { InputError } from '../errors.js';
import { meanLogitByClass } from './mean-logit-by-class.js';
import { defineMetric } from './metric.js';
import type { Numbers } from './rows.js';
import { weightNorms } from './weight-norms.js';

/**
 * Mean over the samples of class j of their margin d_j = η_j / ‖W_j‖; null for a class without samples.
 *
 * @throws InputError for labels that do not fit and for a norm that is not above zero.
 * @see Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 4 and 7.
 */
export function meanMarginByClass(
  logits: Numbers,
  labels: Numbers,
  { classCount, weightNorms }: { classCount: number; weightNorms: Numbers },
): (number | null)[] {
  return meanLogitByClass(logits, labels, { classCount }).map((logit, k) => {
    const norm = weightNorms[k]!;
    if (!(norm > 0)) throw new InputError(`The weight norm of class ${k} is ${norm}: margins need norms above zero.`);
    return logit === null ? null : logit / norm;
  });
}

export const meanMarginByClassMetric = defineMetric({
  formula: 'mean of d_j = η_j(x) / ‖W_j‖ over the samples x of class j',
  source: 'Wang et al., Margin Calibration, ACML 2022, eq. 4 and 7',
  papers: ['marc'],
  unit: 'that of the features',
  result: '[K], null for a class without samples',
  needs: ['logits', 'labels', 'classWeights'],
  options: z.strictObject({}),
  create:
    (_, { classCount }) =>
    ({ logits, labels, classWeights }) => {
      const norms = weightNorms(classWeights, { classCount });
      return meanMarginByClass(logits, labels, { classCount, weightNorms: norms });
    },
});
