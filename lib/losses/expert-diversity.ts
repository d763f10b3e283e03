import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { batchMean } from './batch-mean.js';
import { divergence } from './divergence.js';
import { defineLoss } from './loss.js';
import { peersOf } from './peers.js';

export const expertDiversityOptions = z.strictObject({
  lambda: z.number().min(0).default(0.45).describe('λ, weight of the diversity; 0.45 for CIFAR in the released code'),
  gamma: z.number().min(0).lt(1).default(0.05).describe('γ, how much the temperature of a class depends on its count'),
  temperature: z.number().positive().default(1).describe('α, the temperature of the largest class'),
  among: z
    .enum(['mean', 'pairs'])
    .default('mean')
    .describe('every expert from their mean, a constant, as the released code, or from every other one'),
});

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** T of every class: α at the largest, less at smaller ones. */
function temperatures(
  counts: readonly number[],
  { gamma, temperature, among }: z.output<typeof expertDiversityOptions>,
): number[] {
  const mean = meanOf(counts);
  const shares = counts.map((count) => (gamma * count) / mean + 1 - gamma);
  const largest = Math.max(...shares);
  return shares.map((share) => temperature * (among === 'pairs' ? share + 1 - largest : share / largest));
}

/**
 * RIDE's distribution-aware diversity: rewards experts that say different things, more so of classes with few samples,
 * whose lower temperature sharpens. Takes the logits of one expert and, as `peers`, those of the others; cosines are to be
 * scaled before. It is below zero, and has no lower bound: the paper's `pairs` outweighs any classification of cosines scaled
 * by 30 unless λ is far below that of the released code, whose form is therefore the default.
 */
export const expertDiversityDefinition = defineLoss({
  formula:
    '−λ (mean T)² Σ_a KL(p̄ ‖ p_a), p = softmax(z_k / T_k), p̄ that of the mean of z, T_k = α β_k / max β, β_k = γ K n_k / n + 1 − γ; among pairs: −λ/(M−1) Σ_a Σ_{b≠a} KL(p_a ‖ p_b), T_k = α (β_k + 1 − max β)',
  source:
    'Wang et al., Long-tailed Recognition by Routing Diverse Distribution-Aware Experts, ICLR 2021, section 3 (among: pairs); the mean is the released code’s, which has T = α until the loss is re-weighted',
  papers: ['dbm'],
  options: expertDiversityOptions,
  create: (options, { counts }) => {
    const classTemperatures = temperatures(counts, options);
    const { lambda, among } = options;
    return batchMean((output) => {
      const experts = [output.logits, ...peersOf(output)];
      const cooled = (logits: tf.Tensor2D): tf.Tensor2D => tf.div(logits, tf.tensor1d(classTemperatures));
      const tempered = experts.map(cooled);
      if (among === 'mean') {
        const mean: tf.Tensor2D = tf.div(tf.addN(experts), experts.length);
        const target = withoutGradient(mean, cooled);
        const divergences = tempered.map((expert) => divergence(target, expert));
        return tf.mul(-lambda * meanOf(classTemperatures) ** 2, tf.addN(divergences));
      }
      const divergences = tempered.flatMap((expert) =>
        tempered.filter((other) => other !== expert).map((other) => divergence(expert, other)),
      );
      return tf.mul(-lambda / (experts.length - 1), tf.addN(divergences));
    });
  },
});
