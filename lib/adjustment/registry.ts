import { lookUp, parseOptions } from '../options.js';
import type { Adjuster } from './adjusted-classifier.js';
import type { AdjustmentContext, AdjustmentDefinition } from './definition.js';
import { marcDefinition } from './marc.js';
import { postHocLogitAdjustmentDefinition } from './post-hoc-logit-adjustment.js';
import { tauNormalisationDefinition } from './tau-normalisation.js';
import { unadjustedDefinition } from './unadjusted.js';

/** Every adjustment that a run configuration can name; the name is the name of its file. */
export const adjustments: Readonly<Record<string, AdjustmentDefinition>> = {
  marc: marcDefinition,
  'post-hoc-logit-adjustment': postHocLogitAdjustmentDefinition,
  'tau-normalisation': tauNormalisationDefinition,
  unadjusted: unadjustedDefinition,
};

/**
 * The options of an adjustment with every default filled in, as a run records them.
 *
 * @throws InputError for an unknown adjustment or option, with a suggestion, and for a value that the schema refuses.
 */
export function adjustmentOptions(name: string, options: unknown = {}): Record<string, unknown> {
  return parseOptions(lookUp(adjustments, name, 'adjustment').options, options, `adjustment ${name}`);
}

/**
 * The adjustment that a run configuration names, ready to be called with a feature bank.
 *
 * @throws InputError as `adjustmentOptions`.
 */
export function createAdjustment(name: string, options: unknown, context: AdjustmentContext): Adjuster {
  const settled = adjustmentOptions(name, options);
  return adjustments[name]!.create(settled, context);
}
