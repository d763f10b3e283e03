import { z } from 'zod';
import { checkNumber } from '../check-number.js';
import { type AdjustedClassifier, classwise } from './adjusted-classifier.js';
import { defineAdjustment } from './definition.js';
import { checkFeatureBank, type FeatureBank } from './feature-bank.js';
import { headLogits } from './head-logits.js';

export interface PostHocLogitAdjustmentOptions {
  /** τ, strength of the adjustment; 0 leaves the classifier as it is. Default 1 (eq. 9). */
  tau?: number;
}

/**
 * Post-hoc logit adjustment: logits − τ log π, with π the class priors of the training set.
 *
 * The released code subtracts log(π^τ + 1e-12); the two differ by less than 1e-7 while π^τ > 1e-5.
 *
 * @throws InputError for an inconsistent feature bank and a τ that is not finite.
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 9.
 */
export function postHocLogitAdjustment(
  bank: FeatureBank,
  { tau = 1 }: PostHocLogitAdjustmentOptions = {},
): AdjustedClassifier {
  checkFeatureBank(bank);
  checkNumber('tau', tau);
  const total = bank.classCounts.reduce((sum, count) => sum + count, 0);
  const offsets = bank.classCounts.map((count) => -tau * Math.log(count / total));
  return {
    logits: classwise(
      (features) => headLogits(features, bank.head, bank),
      offsets.length,
      (logit, k) => logit + offsets[k]!,
    ),
    parameterCount: 0,
    parameters: { offsets },
  };
}

export const postHocLogitAdjustmentDefinition = defineAdjustment({
  options: z.strictObject({
    tau: z.number().default(1).describe('τ of logits − τ log π (eq. 9); 0 leaves the classifier as it is'),
  }),
  create: (options) => (bank) => postHocLogitAdjustment(bank, options),
});
