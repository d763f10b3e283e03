import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { contrastiveLosses, contrastsOf, samples, temperatureOption } from './contrast.js';
import { kOption, kPositives } from './k-positives.js';
import { defineLoss } from './loss.js';
import { wholeBatch } from './whole-batch.js';

export const targetedSupervisedContrastiveOptions = z.strictObject({
  k: kOption,
  temperature: temperatureOption(0.07),
  lambda: z.number().min(0).default(1).describe('λ, weight of the pull to the target'),
  divisor: z
    .enum(['without-target', 'with-target'])
    .default('without-target')
    .describe('1/(k+1) before the first sum, or 1/(k+2) before both as the released code'),
});

/** Targeted supervised contrastive loss (TSC): KCL, with each class drawn to a target of its own, its prototype. */
export const targetedSupervisedContrastiveDefinition = defineLoss({
  formula:
    '−1/(k+1) Σ_{p ∈ {own view} ∪ P_k(i)} log( e^{z_i·z_p/τ} / D_i ) − λ log( e^{z_i·t_y/τ} / D_i ), D_i = Σ_{a ≠ i} e^{z_i·z_a/τ} + Σ_c e^{z_i·t_c/τ}',
  source:
    'Li et al., Targeted Supervised Contrastive Learning for Long-Tailed Recognition, CVPR 2022; their code divides both sums by k + 2 (divisor: with-target) and sets λ = 0.2',
  papers: ['dbm'],
  options: targetedSupervisedContrastiveOptions,
  create: ({ k, lambda, divisor, temperature }) =>
    wholeBatch('targeted-supervised-contrastive', (output, labels) => {
      const contrasts = contrastsOf(output, labels, { temperature, among: [samples(output), 'prototypes'] });
      const positives = kPositives(contrasts, k);
      const target = tf.mul(contrasts.positives, contrasts.isPrototype);
      const count = tf.sum(positives, 1, true);
      const weights =
        divisor === 'with-target'
          ? tf.div(tf.add(positives, tf.mul(lambda, target)), tf.add(count, 1))
          : tf.add(tf.divNoNan(positives, count), tf.mul(lambda, target));
      return tf.mean(contrastiveLosses(contrasts.similarities, weights as tf.Tensor2D, { kept: contrasts.others }));
    }),
});
