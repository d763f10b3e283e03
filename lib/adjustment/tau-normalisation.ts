import { z } from 'zod';
import { checkNumber } from '../check-number.js';
import { InputError } from '../errors.js';
import { rowNorms } from '../row-norms.js';
import { type AdjustedClassifier, classwise } from './adjusted-classifier.js';
import { defineAdjustment } from './definition.js';
import { checkFeatureBank, type FeatureBank } from './feature-bank.js';
import { headLogits } from './head-logits.js';

export interface TauNormalisationOptions {
  /** τ, how much of the norm is divided away: 0 none, 1 all of it. Default 1 (eq. 10). */
  tau?: number;
}

/**
 * τ-normalised classifier: (W_j / ‖W_j‖^τ) z, without the bias, as the released code drops it.
 *
 * The released code sweeps τ over 0, 0.1, … 2 on the test features and reports the best; here τ is the caller's.
 *
 * @throws InputError for an inconsistent feature bank, a class whose weights are all zero, and a τ that is not finite.
 * @see Kang et al., Decoupling Representation and Classifier for Long-Tailed Recognition, ICLR 2020, eq. 10.
 */
export function tauNormalisation(bank: FeatureBank, { tau = 1 }: TauNormalisationOptions = {}): AdjustedClassifier {
  checkFeatureBank(bank);
  checkNumber('tau', tau);
  const norms = rowNorms(bank.head.weight, { rowCount: bank.classCounts.length });
  const zero = norms.indexOf(0);
  if (zero >= 0)
    throw new InputError(`The weights of class ${zero} are all zero and cannot be normalised: train the head.`);
  const scales = Array.from(norms, (norm) => norm ** -tau);
  const withoutBias = { weight: bank.head.weight, bias: null };
  return {
    logits: classwise(
      (features) => headLogits(features, withoutBias, bank),
      scales.length,
      (logit, k) => logit * scales[k]!,
    ),
    parameterCount: 0,
    parameters: { scales },
  };
}

export const tauNormalisationDefinition = defineAdjustment({
  options: z.strictObject({
    tau: z.number().default(1).describe('τ of W / ‖W‖^τ: 0 keeps the norms, 1 removes them'),
  }),
  create: (options) => (bank) => tauNormalisation(bank, options),
});
