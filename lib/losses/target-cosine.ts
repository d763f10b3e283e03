import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './one-hot.js';

/**
 * Puts ψ(cos θ_y) in the place of the cosine to each sample's own class: [n, K] to [n, K].
 *
 * @param psi from the cosines of the n labels to what replaces them, both [n].
 * @see Son et al., Difficulty-aware Balancing Margin Loss, AAAI 2025, eq. 5 and table 1: a margin loss is its ψ.
 */
export function replaceTargetCosine(
  cosines: tf.Tensor2D,
  labels: tf.Tensor1D,
  psi: (targets: tf.Tensor1D) => tf.Tensor1D,
): tf.Tensor2D {
  const target = oneHot(labels, cosines.shape[1]);
  const targets = tf.sum(tf.mul(cosines, target), 1) as tf.Tensor1D;
  return tf.add(tf.mul(cosines, tf.sub(1, target)), tf.mul(target, tf.expandDims(psi(targets), 1)));
}
