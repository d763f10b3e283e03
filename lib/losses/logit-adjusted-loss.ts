import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { checkNumber } from '../check-number.js';
import { defineLoss } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { checkClassCounts, checkLogitsAndLabels } from './validation.js';

export interface LogitAdjustedLossOptions {
  /** Training samples of each class; the prior is π = n / Σ n. */
  classCounts: readonly number[];
  /** τ, strength of the adjustment; 0 is plain cross-entropy. Default 1 (eq. 10). */
  tau?: number;
}

/**
 * Logit-adjusted softmax cross-entropy: the mean over the batch of the cross-entropy of logits + τ log π.
 *
 * Only training sees the prior: the model is evaluated on its raw logits. The released code adds log(π^τ + 1e-12)
 * instead of τ log π; the two differ by less than 1e-7 while π^τ > 1e-5.
 *
 * @param logits [n, K].
 * @param labels [n], int32.
 * @throws InputError for an empty class, a label outside 0 … K-1, and shapes that do not fit.
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 10.
 */
export function logitAdjustedLoss(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  { classCounts, tau = 1 }: LogitAdjustedLossOptions,
): tf.Scalar {
  checkLogitsAndLabels(logits, labels);
  checkClassCounts(classCounts, logits.shape[1]);
  checkNumber('tau', tau);
  return tf.tidy(() => {
    const total = classCounts.reduce((sum, count) => sum + count, 0);
    const adjustment = tf.tensor1d(classCounts.map((count) => tau * Math.log(count / total)));
    return tf.mean(softmaxCrossEntropy(tf.add(logits, adjustment), labels));
  });
}

export const logitAdjustedLossDefinition = defineLoss({
  options: z.strictObject({
    tau: z.number().default(1).describe('τ, strength of the adjustment logits + τ log π (eq. 10); 0 is cross-entropy'),
  }),
  create: (options, { classCounts }) => {
    return (logits, labels) => logitAdjustedLoss(logits, labels, { ...options, classCounts });
  },
});
