import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { classSizes, contrastiveLosses, contrastsOf, shares, temperatureOption } from './contrast.js';
import { defineLoss } from './loss.js';
import { wholeBatch } from './whole-batch.js';

export const balancedContrastiveOptions = z.strictObject({
  temperature: temperatureOption(0.1),
  ownClass: z
    .enum(['without-anchor', 'with-anchor'])
    .default('without-anchor')
    .describe('whether the average of the own class leaves the anchor out or takes it in'),
});

/**
 * Balanced contrastive loss (BCL): in the denominator every class counts by the mean of its samples (class averaging), and
 * by its prototype where the batch has none of them (class complement).
 */
export const balancedContrastiveDefinition = defineLoss({
  formula:
    '−1/|P(i)| Σ_{p ∈ P(i)} log( e^{z_i·z_p/τ} / Σ_k 1/|A_k(i)| Σ_{a ∈ A_k(i)} e^{z_i·z_a/τ} ), A_k(i) the samples of class k but i, and its prototype c_k; P(i) = A_y(i)',
  source:
    'Zhu et al., Balanced Contrastive Learning for Long-Tailed Visual Recognition, CVPR 2022, with the class averages of their code; the equation, read to the letter, averages the own class with the anchor (ownClass: with-anchor)',
  papers: ['dbm'],
  options: balancedContrastiveOptions,
  create: ({ ownClass, temperature }) =>
    wholeBatch('balanced-contrastive', (output, labels) => {
      const contrasts = contrastsOf(output, labels, { temperature, among: ['batch', 'prototypes'] });
      const { similarities, others, positives } = contrasts;
      const kept = ownClass === 'with-anchor' ? tf.onesLike(others) : others;
      const sizes = classSizes(kept, contrasts.labels, output.logits.shape[1]);
      return tf.mean(contrastiveLosses(similarities, shares(positives), { kept, offsets: tf.neg(tf.log(sizes)) }));
    }),
});
