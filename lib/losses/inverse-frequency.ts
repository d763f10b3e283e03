import { z } from 'zod';
import { defineLoss } from './loss.js';
import { classPrior } from './prior.js';
import { reductions } from './reduction.js';
import { weightedCrossEntropy } from './weighted-cross-entropy.js';

/**
 * Cross-entropy weighted by inverse class frequency: the balanced loss of the logit-adjustment paper, and in tables
 * class-balanced weighting or CBW.
 */
export const inverseFrequencyDefinition = defineLoss({
  formula: '−(1/π_y) log softmax(z)_y',
  source:
    'Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 4; reduction: weighted-mean as code that weights PyTorch’s cross_entropy',
  papers: ['logit-adjustment', 'marc'],
  options: z.strictObject({
    reduction: z
      .enum(reductions)
      .default('unnormalised')
      .describe('Σ w·L / n with w = 1/π (eq. 4), with w scaled to the sum K (batch-mean), or Σ w·L / Σ w'),
  }),
  create: ({ reduction }, { counts }) =>
    weightedCrossEntropy({ classWeights: classPrior(counts).map((prior) => 1 / prior), reduction }),
});
