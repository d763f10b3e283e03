import { z } from 'zod';
import { adaptiveMargins } from './adaptive-margin.js';
import { defineLoss } from './loss.js';
import { pairwiseMarginLoss } from './pairwise-margin.js';
import { classPrior } from './prior.js';

/** The logit-adjusted loss with the adaptive margin on top. */
export const logitAdjustedPlusAdaptiveDefinition = defineLoss({
  formula: 'log(1 + Σ_{k≠y} (π_k / π_y)^τ e^(π_y^(−1/4) + z_k − z_y))',
  source: 'Menon et al., Long-tail learning via logit adjustment, ICLR 2021, §6.2, the last row of Table 2',
  papers: ['logit-adjustment'],
  options: z.strictObject({
    tau: z.number().default(1).describe('τ, strength of the logit adjustment; 0 is the adaptive margin alone'),
  }),
  create: ({ tau }, { counts }) => {
    const adjustment = classPrior(counts).map((prior) => tau * Math.log(prior));
    return pairwiseMarginLoss({
      positive: adaptiveMargins(counts).map((margin, k) => margin - adjustment[k]!),
      negative: adjustment,
    });
  },
});
