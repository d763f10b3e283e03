import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { checkNumber } from '../check-number.js';
import { type EffectiveNumberOptions, effectiveNumberWeights } from './effective-number.js';
import { focalModulation } from './focal-modulation.js';
import { defineLoss } from './loss.js';
import { type Reduction, reduceWeighted, weightsOfSamples } from './reduction.js';
import { sigmoidFocalLosses } from './sigmoid-focal-losses.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { checkClassCounts, checkLogitsAndLabels } from './validation.js';

export interface ClassBalancedLossOptions extends EffectiveNumberOptions {
  /** Training samples n of each class. */
  classCounts: readonly number[];
  /** The loss that is weighted: `softmax` cross-entropy (default), softmax `focal`, or Cui et al.'s `sigmoid-focal`. */
  base?: 'softmax' | 'focal' | 'sigmoid-focal';
  /** γ of the focal bases. Default 1. */
  gamma?: number;
  /** `batch-mean` as the paper's code (default), or `weighted-mean` as the LDAM-DRW and DBM code. */
  reduction?: Reduction;
}

/**
 * Class-balanced loss: the base loss of each sample, weighted by the inverse effective number of its class.
 *
 * Released code differs by lineage: Cui et al. average w·L over the batch, LDAM-DRW and DBM divide by the batch's sum
 * of weights (`reduction`), and DBM's eq. 3 leaves the weights unnormalised (`normalisation: 'none'`).
 *
 * @param logits [n, K].
 * @param labels [n], int32.
 * @throws InputError for an empty class, β outside 0 … 1, a label outside 0 … K-1, and shapes that do not fit.
 * @see Cui et al., Class-Balanced Loss Based on Effective Number of Samples, CVPR 2019, eq. 10 to 13.
 */
export function classBalancedLoss(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  {
    classCounts,
    beta = 0.9999,
    normalisation = 'sum-to-class-count',
    base = 'softmax',
    gamma = 1,
    reduction = 'batch-mean',
  }: ClassBalancedLossOptions,
): tf.Scalar {
  checkLogitsAndLabels(logits, labels);
  checkClassCounts(classCounts, logits.shape[1]);
  checkNumber('gamma', gamma, { atLeast: 0 });
  const classWeights = effectiveNumberWeights(classCounts, { beta, normalisation });
  return tf.tidy(() => {
    const losses =
      base === 'sigmoid-focal'
        ? sigmoidFocalLosses(logits, labels, gamma)
        : base === 'focal'
          ? focalModulation(softmaxCrossEntropy(logits, labels), gamma)
          : softmaxCrossEntropy(logits, labels);
    return reduceWeighted(losses, weightsOfSamples(labels, classWeights), reduction);
  });
}

export const classBalancedLossDefinition = defineLoss({
  options: z.strictObject({
    beta: z.number().min(0).lt(1).default(0.9999).describe('β of the effective number (1 - β^n) / (1 - β)'),
    normalisation: z
      .enum(['sum-to-class-count', 'none'])
      .default('sum-to-class-count')
      .describe('weights scaled to the sum K, or left as (1 - β) / (1 - β^n) (DBM eq. 3)'),
    base: z
      .enum(['softmax', 'focal', 'sigmoid-focal'])
      .default('softmax')
      .describe('the loss that is weighted; sigmoid-focal is the focal loss of Cui et al.'),
    gamma: z.number().min(0).default(1).describe('γ of the focal bases'),
    reduction: z
      .enum(['batch-mean', 'weighted-mean'])
      .default('batch-mean')
      .describe('Σ w·L / n as Cui et al., or Σ w·L / Σ w as the LDAM-DRW and DBM code'),
  }),
  create: (options, { classCounts }) => {
    return (logits, labels) => classBalancedLoss(logits, labels, { ...options, classCounts });
  },
});
