import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { contrastiveLosses, contrastsOf, shares, temperatureOption } from './contrast.js';
import { defineLoss } from './loss.js';
import { oneHot } from './one-hot.js';
import { classPrior } from './prior.js';
import { wholeBatch } from './whole-batch.js';

/**
 * Parametric contrastive loss (PaCo): the classes' learnable centres, whose similarities are the logits, are contrasts
 * besides the samples. Anchors are the first views; contrasts all embeddings of the batch, and the queue.
 */
export const parametricContrastiveDefinition = defineLoss({
  formula:
    'Σ_{c ∈ P(i) ∪ {y}} −w_c log( e^{s_c} / Σ_{a ∈ A(i) ∪ 1…K} e^{s_a} ), w = α and s = z_i·z_a/τ for samples, w = 1 and s_k = η_k + log π_k for centres',
  source:
    'Cui et al., Parametric Contrastive Learning, ICCV 2021, with its rebalanced centres; their code divides the sum by Σ w (divisor: weights)',
  papers: ['dbm'],
  options: z.strictObject({
    temperature: temperatureOption(0.05),
    alpha: z.number().min(0).default(0.01).describe('α, weight of a positive sample; that of the own centre is one'),
    divisor: z
      .enum(['none', 'weights'])
      .default('none')
      .describe('the sum over the positives as it is, or their weighted mean as the released code'),
    centres: z
      .enum(['rebalanced', 'plain'])
      .default('rebalanced')
      .describe('whether the log prior is added to the logits, as in balanced softmax'),
  }),
  create: ({ temperature, alpha, divisor, centres }, { counts }) => {
    const logPrior = classPrior(counts).map((prior) => (centres === 'rebalanced' ? Math.log(prior) : 0));
    return wholeBatch('parametric-contrastive', (output, labels) => {
      const among = output.queue ? (['batch', 'queue'] as const) : (['batch'] as const);
      const { similarities, others, positives } = contrastsOf(output, labels, {
        temperature,
        among,
        anchors: 'first-view',
      });
      const ownCentre = oneHot(labels, counts.length);
      const weights = tf.concat([ownCentre, tf.mul(alpha, positives)], 1) as tf.Tensor2D;
      const losses = contrastiveLosses(
        tf.concat([tf.add(output.logits, tf.tensor1d(logPrior)), similarities], 1) as tf.Tensor2D,
        divisor === 'weights' ? shares(weights) : weights,
        { kept: tf.concat([tf.onesLike(ownCentre), others], 1) },
      );
      return tf.mean(losses);
    });
  },
});
