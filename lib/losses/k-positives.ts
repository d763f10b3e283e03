import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { Contrasts } from './contrast.js';
import { ones } from './masks.js';

/** The schema of k. */
export const kOption = z
  .int()
  .min(0)
  .default(6)
  .describe('k, embeddings of the same class that are positives besides the other views; 0 is self-supervision');

/**
 * The positives of k-positive contrastive learning as ones, [a, m]: the other views of the anchor's image, and k further
 * samples of its class, or as many as there are.
 *
 * These are the first k that follow the anchor's own row, from the end on to the start: batches are shuffled, so they
 * are k at random.
 */
export function kPositives({ positives, isPrototype, sameImage }: Contrasts, k: number): tf.Tensor2D {
  const samples = tf.mul(positives, tf.sub(1, isPrototype));
  const ownViews: tf.Tensor2D = tf.mul(samples, sameImage);
  if (k === 0) return ownViews;
  const [anchorCount, contrastCount] = positives.shape;
  const distance = tf.sub(tf.expandDims(tf.range(0, contrastCount), 0), tf.expandDims(tf.range(0, anchorCount), 1));
  const nearness = tf.sub(contrastCount, tf.mod(tf.add(distance, contrastCount), contrastCount));
  const candidates = tf.mul(tf.sub(samples, ownViews), nearness);
  // No two contrasts are as near, so that each round leaves out one of them.
  let least = tf.max(candidates, 1, true);
  let rest = candidates;
  for (let further = Math.min(k, contrastCount) - 1; further > 0; further--) {
    rest = tf.mul(rest, ones(tf.less(rest, least)));
    least = tf.max(rest, 1, true);
  }
  return tf.add(ownViews, ones(tf.greaterEqual(candidates, tf.maximum(least, 1))));
}
