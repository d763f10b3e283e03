import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { effectiveNumberWeights } from './effective-number.js';
import { focalModulation } from './focal-modulation.js';
import { defineLoss } from './loss.js';
import { reductions } from './reduction.js';
import { sigmoidFocal } from './sigmoid-focal.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/**
 * Class-balanced loss: the base loss of each sample, weighted by the inverse effective number of its class.
 *
 * Released code differs by lineage: Cui et al. scale the weights to the sum K and average over the batch, LDAM-DRW and
 * DBM divide by the batch's sum of weights, and DBM's eq. 3 leaves the weights unnormalised.
 */
export const classBalancedDefinition = defineLoss({
  formula: 'w_y L(z, y), w_k = (1 − β) / (1 − β^n_k)',
  source:
    'Cui et al., Class-Balanced Loss, CVPR 2019, eq. 10 to 13; reduction: weighted-mean as the LDAM-DRW and DBM code, unnormalised as DBM, eq. 3',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({
    beta: z.number().min(0).lt(1).default(0.9999).describe('β of the effective number (1 − β^n) / (1 − β)'),
    base: z
      .enum(['softmax', 'focal', 'sigmoid-focal'])
      .default('softmax')
      .describe('the loss L that is weighted; sigmoid-focal is the CB-focal of Cui et al.'),
    gamma: z.number().min(0).default(1).describe('γ of the focal bases'),
    reduction: z
      .enum(reductions)
      .default('batch-mean')
      .describe('Σ w·L / n with Σ w_k = K as Cui et al., Σ w·L / Σ w, or Σ w·L / n with weights as they are'),
  }),
  create: ({ beta, base, gamma, reduction }, { counts }) =>
    batchMean(
      ({ logits }, labels) => {
        if (base === 'sigmoid-focal') return sigmoidFocal(logits, labels, gamma);
        const crossEntropies = softmaxCrossEntropy(logits, labels);
        return base === 'focal' ? focalModulation(crossEntropies, gamma) : crossEntropies;
      },
      { classWeights: effectiveNumberWeights(counts, { beta }), reduction },
    ),
});
