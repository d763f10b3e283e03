import { z } from 'zod';
import { inverseFrequencyWeights } from './inverse-frequency-weights.js';
import { defineLoss } from './loss.js';
import { weightedCrossEntropy } from './weighted-cross-entropy.js';

/** What the loss and the adjustment `marc`, which learns with it, have in common. */
export const marcLossOptions = {
  gamma: z.number().min(0).default(1.2).describe('γ of the class weights U (eq. 12); 0 is no re-weighting'),
  reduction: z
    .enum(['batch-mean', 'weighted-mean'])
    .default('batch-mean')
    .describe('Σ U·L / n as Algorithm 2, line 10, or Σ U·L / Σ U as PyTorch weighs'),
};

/**
 * MARC's loss of stage two: cross-entropy of calibrated logits, weighted by a power of the inverse class frequency.
 *
 * The logits are ω_j η_j + β_j ‖W_j‖ (eq. 9) of the adjustment `marc`, which learns ω and β with this loss.
 */
export const marcDefinition = defineLoss({
  formula: '−U_y log softmax(z)_y, U_k = K (1/n_k)^γ / Σ_j (1/n_j)^γ, z_k = ω_k η_k + β_k ‖W_k‖',
  source:
    'Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 10 to 12; no code was released',
  papers: ['marc'],
  options: z.strictObject(marcLossOptions),
  create: ({ gamma, reduction }, { counts }) =>
    weightedCrossEntropy({ classWeights: inverseFrequencyWeights(counts, { gamma }), reduction }),
});
