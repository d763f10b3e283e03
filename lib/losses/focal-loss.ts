import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { checkNumber } from '../check-number.js';
import { effectiveNumberWeights } from './effective-number.js';
import { focalModulation } from './focal-modulation.js';
import { defineLoss } from './loss.js';
import { weightsOfSamples } from './reduction.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { checkClassWeights, checkLogitsAndLabels } from './validation.js';

export interface FocalLossOptions {
  /** γ, how strongly well-classified samples are faded out; 0 is cross-entropy. Default 1, as in LDAM-DRW. */
  gamma?: number;
  /** One weight w for each class. Default: none. */
  classWeights?: readonly number[];
  /**
   * Where the weight stands: `outside` is w · (1 - p)^γ · L (default); `inside` is q = w · L and (1 - e^-q)^γ · q, the
   * LDAM-DRW code, in which the weight also changes what counts as well classified.
   */
  weighting?: 'outside' | 'inside';
}

/**
 * Softmax focal loss, the mean over the batch of (1 - p)^γ · (−log p) with p = softmax(logits)[label].
 *
 * Lin et al. and Cui et al. define it on sigmoids, one for each class (`sigmoidFocalLosses`); the long-tail literature
 * after LDAM uses this softmax form.
 *
 * @param logits [n, K].
 * @param labels [n], int32.
 * @throws InputError for γ below zero, weights that do not fit, a label outside 0 … K-1, and shapes that do not fit.
 * @see Lin et al., Focal Loss for Dense Object Detection, ICCV 2017, eq. 4.
 */
export function focalLoss(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  { gamma = 1, classWeights, weighting = 'outside' }: FocalLossOptions = {},
): tf.Scalar {
  checkLogitsAndLabels(logits, labels);
  checkNumber('gamma', gamma, { atLeast: 0 });
  if (classWeights) checkClassWeights(classWeights, logits.shape[1]);
  return tf.tidy(() => {
    const crossEntropies = softmaxCrossEntropy(logits, labels);
    if (!classWeights) return tf.mean(focalModulation(crossEntropies, gamma));
    const weights = weightsOfSamples(labels, classWeights);
    return weighting === 'inside'
      ? tf.mean(focalModulation(tf.mul(crossEntropies, weights), gamma))
      : tf.mean(tf.mul(focalModulation(crossEntropies, gamma), weights));
  });
}

export const focalLossDefinition = defineLoss({
  options: z.strictObject({
    gamma: z.number().min(0).default(1).describe('γ, how strongly well-classified samples are faded out'),
    classWeights: z
      .enum(['none', 'effective-number'])
      .default('none')
      .describe('weights of the classes: none, or effective-number weights normalised to the sum K'),
    beta: z.number().min(0).lt(1).default(0.9999).describe('β of the effective-number weights'),
    weighting: z
      .enum(['outside', 'inside'])
      .default('outside')
      .describe('weight outside (1 - p)^γ, or inside the probability as the LDAM-DRW code'),
  }),
  create: ({ gamma, classWeights, beta, weighting }, { classCounts }) => {
    const weights = classWeights === 'none' ? undefined : effectiveNumberWeights(classCounts, { beta });
    return (logits, labels) => focalLoss(logits, labels, { gamma, classWeights: weights, weighting });
  },
});
