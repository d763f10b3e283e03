import type * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logitAdjustedLoss } from './logit-adjusted-loss.js';
import { defineLoss } from './loss.js';

export interface BalancedSoftmaxOptions {
  /** Training samples n of each class. */
  classCounts: readonly number[];
}

/**
 * Balanced Softmax: the mean over the batch of the cross-entropy of logits + log n.
 *
 * One objective under four names: the logit-adjusted loss with τ = 1 (log π), Bayias (log π + log K) and the PC-softmax
 * cross-entropy add the same vector up to a constant, which softmax removes, so values and gradients are equal.
 *
 * @param logits [n, K].
 * @param labels [n], int32.
 * @throws InputError for an empty class, a label outside 0 … K-1, and shapes that do not fit.
 * @see Ren et al., Balanced Meta-Softmax for Long-Tailed Visual Recognition, NeurIPS 2020, eq. 4.
 */
export function balancedSoftmax(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  { classCounts }: BalancedSoftmaxOptions,
): tf.Scalar {
  return logitAdjustedLoss(logits, labels, { classCounts, tau: 1 });
}

export const balancedSoftmaxDefinition = defineLoss({
  options: z.strictObject({}),
  create: (_, { classCounts }) => {
    return (logits, labels) => balancedSoftmax(logits, labels, { classCounts });
  },
});
