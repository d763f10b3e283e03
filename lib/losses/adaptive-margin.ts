import { z } from 'zod';
import { defineLoss } from './loss.js';
import { pairwiseMarginLoss } from './pairwise-margin.js';
import { classPrior } from './prior.js';

/** π^(-1/4) of each class: the rarer, the further its logit shall lie above all others. */
export function adaptiveMargins(counts: readonly number[]): number[] {
  return classPrior(counts).map((prior) => prior ** -0.25);
}

/** The margin of LDAM on plain logits: neither cosines nor a scale, and π^(-1/4) without a factor. */
export const adaptiveMarginDefinition = defineLoss({
  formula: 'log(1 + Σ_{k≠y} e^(π_y^(−1/4) + z_k − z_y))',
  source:
    'Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 5, after Cao et al., LDAM, NeurIPS 2019',
  papers: ['logit-adjustment'],
  options: z.strictObject({}),
  create: (_, { counts }) => pairwiseMarginLoss({ positive: adaptiveMargins(counts) }),
});
