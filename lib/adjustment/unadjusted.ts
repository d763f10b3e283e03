import { z } from 'zod';
import type { AdjustedClassifier } from './adjusted-classifier.js';
import { defineAdjustment } from './definition.js';
import { checkFeatureBank, type FeatureBank } from './feature-bank.js';
import { headLogits } from './head-logits.js';

/**
 * The stage-one classifier as it is, the baseline of every adjustment.
 *
 * @throws InputError for an inconsistent feature bank.
 */
export function unadjusted(bank: FeatureBank): AdjustedClassifier {
  checkFeatureBank(bank);
  return {
    logits: (features) => Float32Array.from(headLogits(features, bank.head, bank)),
    parameterCount: 0,
    parameters: {},
  };
}

export const unadjustedDefinition = defineAdjustment({
  options: z.strictObject({}),
  create: () => unadjusted,
});
