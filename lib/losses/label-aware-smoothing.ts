import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { valuesOfSamples } from './class-values.js';
import { defineLoss } from './loss.js';
import { oneHot } from './one-hot.js';
import { softTargetCrossEntropy } from './soft-target-cross-entropy.js';

/** From (N_y − N_K) / (N_1 − N_K), 0 for the smallest class and 1 for the largest, to where ε lies between ε_K and ε_1. */
const shapes = {
  concave: (position: number) => Math.sin((Math.PI / 2) * position),
  linear: (position: number) => position,
  convex: (position: number) => 1 + Math.sin(1.5 * Math.PI + (Math.PI / 2) * position),
  exponential: (position: number, p: number) => position ** p,
};

export interface SmoothingOptions {
  /** ε_1 and ε_K, the smoothing of the largest and of the smallest class. */
  epsilonHead: number;
  epsilonTail: number;
  shape: keyof typeof shapes;
  /** Exponent of the exponential shape. */
  p: number;
}

/**
 * The smoothing factor ε_y = f(N_y) of each class. A balanced training set has no smallest class: all of its classes
 * are smoothed as the largest is.
 */
export function smoothingFactors(
  counts: readonly number[],
  { epsilonHead, epsilonTail, shape, p }: SmoothingOptions,
): number[] {
  const [smallest, largest] = [Math.min(...counts), Math.max(...counts)];
  return counts.map((count) => {
    const position = largest === smallest ? 1 : (count - smallest) / (largest - smallest);
    return epsilonTail + (epsilonHead - epsilonTail) * shapes[shape](position, p);
  });
}

/**
 * Label-aware smoothing: cross-entropy with soft labels, the softer the larger the class.
 *
 * The released code takes ε_y from the label and spreads it over all classes, the label's own among them; the paper
 * spreads it over the others. The code's ε is the paper's (K − 1) ε / K.
 */
export const labelAwareSmoothingDefinition = defineLoss({
  formula: '−(1 − ε_y) log p_y − ε_y / (K − 1) Σ_{i≠y} log p_i, ε_y = f(N_y), p = softmax(z)',
  source:
    'Zhong et al., MiSLAS, CVPR 2021, eq. 1, 3.a (concave), 3.b (linear), 3.c (convex) and 7 (exponential); smoothing: over-all-classes as their code',
  papers: ['mislas'],
  options: z.strictObject({
    epsilonHead: z.number().min(0).max(1).default(0.4).describe('ε_1, smoothing of the largest class'),
    epsilonTail: z.number().min(0).max(1).default(0.1).describe('ε_K, smoothing of the smallest class'),
    shape: z
      .enum(['concave', 'linear', 'convex', 'exponential'])
      .default('concave')
      .describe('f, how ε falls from ε_1 to ε_K with the number of samples'),
    p: z.number().positive().default(0.5).describe('p of the exponential shape: below 1 concave, above 1 convex'),
    smoothing: z
      .enum(['over-other-classes', 'over-all-classes'])
      .default('over-other-classes')
      .describe('ε / (K − 1) to every other class (eq. 1), or ε / K to every class as the released code'),
  }),
  create: ({ smoothing, ...options }, { counts }) => {
    const classCount = counts.length;
    const shares = smoothingFactors(counts, options).map((epsilon) =>
      smoothing === 'over-all-classes' ? epsilon / classCount : epsilon / (classCount - 1),
    );
    const others = shares.map((share) => 1 - share * classCount);
    return batchMean(({ logits }, labels) => {
      const ofSample = (values: number[]) => tf.expandDims(valuesOfSamples(values, labels), 1);
      // The share goes to every class, and the label's gets what is left of one.
      const targets = tf.add(ofSample(shares), tf.mul(ofSample(others), oneHot(labels, classCount)));
      return softTargetCrossEntropy(logits, targets as tf.Tensor2D);
    });
  },
});
