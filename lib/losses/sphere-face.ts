import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { batchMean } from './batch-mean.js';
import { defineLoss } from './loss.js';
import { ones } from './masks.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { replaceTargetCosine } from './target-cosine.js';

/** cos(mθ) from cos θ as the Chebyshev polynomial T_m, whose derivative is finite at cos θ = ±1 too: [n] to [n]. */
function cosineOfMultiple(cosines: tf.Tensor1D, m: number): tf.Tensor1D {
  let [previous, multiple]: [tf.Tensor1D, tf.Tensor1D] = [tf.onesLike(cosines), cosines];
  for (let i = 1; i < m; i++) {
    [previous, multiple] = [multiple, tf.sub(tf.mul(tf.mul(2, cosines), multiple), previous)];
  }
  return multiple;
}

/** k = ⌊mθ/π⌋ from cos θ, at most m − 1: [n] to [n], without gradient. */
function halfTurns(cosines: tf.Tensor1D, m: number): tf.Tensor1D {
  return withoutGradient(cosines, (values) => {
    let k = tf.zerosLike(values);
    for (let i = 1; i < m; i++) k = tf.add(k, ones(tf.lessEqual(values, Math.cos((i * Math.PI) / m))));
    return k;
  });
}

/** ψ(θ) = (−1)^k cos(mθ) − 2k, which falls from 1 at θ = 0 to 1 − 2m at π, from cos θ: [n] to [n]. */
function decreasingCosine(cosines: tf.Tensor1D, m: number): tf.Tensor1D {
  const k = halfTurns(cosines, m);
  const sign = tf.sub(1, tf.mul(2, tf.mod(k, 2)));
  return tf.sub(tf.mul(sign, cosineOfMultiple(cosines, m)), tf.mul(2, k));
}

/**
 * SphereFace (A-Softmax): the angle of the label times m. Takes the cosines of a cosine head of scale 1.
 *
 * The paper scales by the length of each feature; a cosine head hands on cosines only, so one scale s stands for it, as
 * in DBM's table 1. ψ continues cos(mθ), which DBM writes, beyond θ = π/m where that would rise again.
 */
export const sphereFaceDefinition = defineLoss({
  formula: 'CE(s ([k ≠ y] cos θ_k + [k = y] ψ(θ_k)), y), ψ(θ) = (−1)^j cos(mθ) − 2j, j = ⌊mθ/π⌋',
  source:
    'Liu et al., SphereFace: Deep Hypersphere Embedding for Face Recognition, CVPR 2017, eq. 7; DBM, table 1; lambda: 1500 falling to 5 as the released code trains',
  papers: ['dbm'],
  takesCosines: true,
  options: z.strictObject({
    margin: z.number().int().min(1).default(4).describe('m, the factor on the angle'),
    scale: z.number().positive().default(30).describe('s, the factor on cosines, in place of ‖feature‖'),
    lambda: z
      .number()
      .min(0)
      .default(0)
      .describe('λ, share of the plain cosine: (λ cos θ + ψ(θ)) / (1 + λ) eases the start of a training'),
  }),
  create: ({ margin, scale, lambda }) => {
    const psi = (targets: tf.Tensor1D): tf.Tensor1D =>
      tf.div(tf.add(tf.mul(targets, lambda), decreasingCosine(targets, margin)), 1 + lambda);
    return batchMean(({ logits: cosines }, labels) =>
      softmaxCrossEntropy(tf.mul(replaceTargetCosine(cosines, labels, psi), scale), labels),
    );
  },
});
