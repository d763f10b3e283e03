import { lookUp, parseOptions } from '../options.js';
import type { Adjustment } from './adjusted-classifier.js';
import { causalNorm } from './causal-norm.js';
import { crt } from './crt.js';
import type { AdjustmentContext, AdjustmentDefinition } from './definition.js';
import { disalign } from './disalign.js';
import { checkFeatureBank } from './feature-bank.js';
import { lws } from './lws.js';
import { marc } from './marc.js';
import { marcOnSubset } from './marc-on-subset.js';
import { mislas } from './mislas.js';
import { ncm } from './ncm.js';
import { postHocLogitAdjustment } from './post-hoc-logit-adjustment.js';
import { unadjusted } from './unadjusted.js';
import { weightNormalisation } from './weight-normalisation.js';

/** Every adjustment that a run configuration can name; the name is the name of its file. */
export const adjustments: Readonly<Record<string, AdjustmentDefinition>> = {
  'causal-norm': causalNorm,
  crt,
  disalign,
  lws,
  marc,
  'marc-on-subset': marcOnSubset,
  mislas,
  ncm,
  'post-hoc-logit-adjustment': postHocLogitAdjustment,
  unadjusted,
  'weight-normalisation': weightNormalisation,
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
 * The adjustment of a name, ready to be fitted to a feature bank.
 *
 * @throws InputError as `adjustmentOptions`.
 */
export function createAdjustment(
  name: string,
  options: Readonly<Record<string, unknown>> = {},
  { seed = 0 }: AdjustmentContext = {},
): Adjustment {
  const settled = adjustmentOptions(name, options);
  return {
    fit: async (bank) => {
      checkFeatureBank(bank);
      return adjustments[name]!.fit(bank, settled, { seed });
    },
  };
}
