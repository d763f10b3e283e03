import { z } from 'zod';
import { logitAdjustedLoss, targetPriorOption } from './logit-adjusted.js';
import { defineLoss } from './loss.js';

/**
 * Balanced softmax: the cross-entropy of z + log(π / π′).
 *
 * One objective under four names. Balanced softmax adds log n, the logit-adjusted loss with τ = 1 adds log π, Bayias
 * adds log π − log π′ with π′ = 1/K, PC softmax adds log π − log π′ for a known π′. For a uniform π′ these vectors
 * differ by a constant, which softmax removes: values and gradients are equal.
 *
 * Theorem. Let q(y | x) ∝ p(x | y) π_y be the posterior of the training set. The expectation of this loss is smallest
 * where softmax(z + log(π / π′)) = q(· | x), which is where e^z_y ∝ q(y | x) π′_y / π_y ∝ p(x | y) π′_y: the raw logits
 * are then the Bayes-optimal classifier of a test set with the prior π′, and for a uniform one they minimise the
 * balanced error.
 */
export const balancedSoftmaxDefinition = defineLoss({
  formula: '−log softmax(z + log(π / π′))_y',
  source:
    'Ren et al., Balanced Meta-Softmax, NeurIPS 2020, eq. 4; Menon et al., ICLR 2021, eq. 10 with τ = 1; Xu et al., UniMix and Bayias, NeurIPS 2021, eq. 14; Hong et al., LADE, CVPR 2021 (PC softmax)',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment'],
  options: z.strictObject({ targetPrior: targetPriorOption }),
  create: ({ targetPrior }, { counts }) => logitAdjustedLoss(counts, { tau: 1, targetPrior }),
});
