import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { cosineOfSum } from './angle-sum.js';
import { batchMean } from './batch-mean.js';
import { valuesOfSamples } from './class-values.js';
import { effectiveNumberWeights } from './effective-number.js';
import { defineLoss } from './loss.js';
import { ones } from './masks.js';
import { classPrior } from './prior.js';
import { reductions } from './reduction.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { replaceTargetCosine } from './target-cosine.js';

const instanceMargins = ['hard-positive', 'positive', 'none'] as const;

/** One for each sample that gets an instance margin and zero for the others: cosines [n, K] to [n]. */
function hasInstanceMargin(
  cosines: tf.Tensor2D,
  labels: tf.Tensor1D,
  instanceMargin: (typeof instanceMargins)[number],
): tf.Tensor1D {
  if (instanceMargin === 'positive') return tf.ones(labels.shape);
  if (instanceMargin === 'none') return tf.zeros(labels.shape);
  return withoutGradient(cosines, (values) => ones(tf.notEqual<tf.Tensor1D>(tf.argMax(values, 1), labels)));
}

/**
 * Difficulty-aware balancing margin: adds to the angle of the label a margin m_C of its class and, for samples that the
 * plain cosines misclassify, a margin m_I of the sample. Takes the cosines of a cosine head of scale 1.
 *
 * As in the released code gradients pass through the difficulty (1 − cos θ) / 2 and not through the choice of hard
 * samples, the first of equal cosines counts as the prediction, and θ + m may exceed π, where the cosine rises again.
 * DBM-DRW is the base `cross-entropy`, then `class-balanced`.
 */
export const dbmDefinition = defineLoss({
  formula:
    'L(s cos(θ_k + [k = y] (m_C + [argmin θ ≠ y] m_I)), y), m_C = K (n_min / n_y)^τ, m_I = m_C (1 − cos θ_y) / 2',
  source:
    'Son et al., Difficulty-aware Balancing Margin Loss for Long-tailed Recognition, AAAI 2025, eq. 6 to 11; reduction: weighted-mean and normaliseBy: last-class as the released code',
  papers: ['dbm'],
  takesCosines: true,
  options: z.strictObject({
    margin: z.number().min(0).default(0.1).describe('K, the margin of the smallest class in radians (eq. 6)'),
    tau: z.number().min(0).default(1).describe('τ, how fast margins fall with the class count (eq. 6)'),
    scale: z.number().positive().default(32).describe('s, the factor on cosines: 32 for CIFAR, 30 for large data'),
    instanceMargin: z
      .enum(instanceMargins)
      .default('hard-positive')
      .describe('samples that get m_I (eq. 8, 9): the misclassified, all, or none'),
    base: z
      .enum(['cross-entropy', 'balanced-softmax', 'class-balanced'])
      .default('cross-entropy')
      .describe('L: DBM-CE (eq. 9), DBM-BS with log π added to the logits (eq. 11), or DBM-CB (eq. 10)'),
    beta: z.number().min(0).lt(1).default(0.9999).describe('β of the class-balanced base (eq. 10)'),
    reduction: z
      .enum(reductions)
      .default('unnormalised')
      .describe(
        'of the class-balanced base: Σ w·L / n with weights as they are (eq. 10), with Σ w_k = K, or Σ w·L / Σ w as the released code',
      ),
    normaliseBy: z
      .enum(['smallest-class', 'last-class'])
      .default('smallest-class')
      .describe('n_min: the smallest class count (eq. 6), or that of the last class as the released code'),
  }),
  create: ({ margin, tau, scale, instanceMargin, base, beta, reduction, normaliseBy }, { counts }) => {
    const smallest = normaliseBy === 'smallest-class' ? Math.min(...counts) : counts.at(-1)!;
    const classMargins = counts.map((count) => margin * (smallest / count) ** tau);
    const logPrior = classPrior(counts).map(Math.log);
    return batchMean(
      ({ logits: cosines }, labels) => {
        const withMargins = replaceTargetCosine(cosines, labels, (targets) => {
          const difficulties = tf.div(tf.sub(1, targets), 2);
          const instances = tf.mul(hasInstanceMargin(cosines, labels, instanceMargin), difficulties);
          const margins: tf.Tensor1D = tf.mul(valuesOfSamples(classMargins, labels), tf.add(1, instances));
          return cosineOfSum(targets, margins);
        });
        const logits: tf.Tensor2D = tf.mul(withMargins, scale);
        return softmaxCrossEntropy(base === 'balanced-softmax' ? tf.add(logits, logPrior) : logits, labels);
      },
      { classWeights: base === 'class-balanced' ? effectiveNumberWeights(counts, { beta }) : undefined, reduction },
    );
  },
});
