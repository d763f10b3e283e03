import { z } from 'zod';
import { defineLoss } from './loss.js';
import { pairwiseMarginLoss } from './pairwise-margin.js';
import { classPrior } from './prior.js';

/**
 * Equalised loss: a class counts the less as another sample's wrong class, the rarer it is.
 *
 * `prior` is what the paper's simulated study takes, `threshold` what its tables name: F of Tan et al. in its
 * expectation over their draws, whose values the paper does not give. The drawn form is softmax equalisation.
 */
export const equalisedDefinition = defineLoss({
  formula: 'log(1 + Σ_{k≠y} F(π_k) e^(z_k − z_y))',
  source: 'Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 6, after Tan et al., CVPR 2020',
  papers: ['logit-adjustment'],
  options: z.strictObject({
    transform: z
      .enum(['prior', 'threshold'])
      .default('prior')
      .describe('F(π): π itself, or 1 − γ for π below λ and 1 from there on'),
    gamma: z.number().min(0).lt(1).default(0.9).describe('γ of the threshold; 0 is cross-entropy'),
    lambda: z.number().min(0).max(1).default(0.005).describe('λ of the threshold; 0 is cross-entropy'),
  }),
  create: ({ transform, gamma, lambda }, { counts }) =>
    pairwiseMarginLoss({
      negative: classPrior(counts).map((prior) => {
        if (transform === 'prior') return Math.log(prior);
        return prior < lambda ? Math.log1p(-gamma) : 0;
      }),
    }),
});
