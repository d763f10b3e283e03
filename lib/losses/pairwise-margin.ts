import * as tf from '@tensorflow/tfjs-core';
import { batchMean } from './batch-mean.js';
import type { Loss } from './loss.js';
import { oneHot } from './one-hot.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Δ_yk = positive_y + negative_k, how far the logit of y shall lie above that of k: one number for each class. */
export interface PairwiseMargins {
  positive?: readonly number[];
  negative?: readonly number[];
}

/**
 * log(1 + Σ_{k≠y} e^(Δ_yk + z_k − z_y)), the softmax cross-entropy with a margin for each pair of classes.
 *
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 11 with α = 1.
 */
export function pairwiseMarginLoss({ positive, negative }: PairwiseMargins): Loss {
  return batchMean(({ logits }, labels) => {
    const ofLabel = oneHot(labels, logits.shape[1]);
    let moved: tf.Tensor2D = logits;
    if (positive) moved = tf.sub(moved, tf.mul(tf.tensor1d([...positive], 'float32'), ofLabel));
    if (negative) moved = tf.add(moved, tf.mul(tf.tensor1d([...negative], 'float32'), tf.sub(1, ofLabel)));
    return softmaxCrossEntropy(moved, labels);
  });
}
