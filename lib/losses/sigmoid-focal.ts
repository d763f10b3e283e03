import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './one-hot.js';

/**
 * Sigmoid focal loss of each sample, summed over classes: logits [n, K], labels [n] int32 to [n].
 *
 * With x = logit for the label and −logit for every other class, a class adds sigmoid(−x)^γ · (−log sigmoid(x)).
 *
 * @see Cui et al., CVPR 2019, eq. 11 to 13; their code averages over the batch only, not over the classes.
 */
export function sigmoidFocal(logits: tf.Tensor2D, labels: tf.Tensor1D, gamma: number): tf.Tensor1D {
  const sign = tf.sub(tf.mul(2, oneHot(labels, logits.shape[1])), 1);
  const x = tf.mul(logits, sign);
  const modulator = tf.exp(tf.mul(-gamma, tf.softplus(x)));
  return tf.sum(tf.mul(modulator, tf.softplus(tf.neg(x))), 1);
}
