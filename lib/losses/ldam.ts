import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { valuesOfSamples } from './class-values.js';
import { effectiveNumberWeights } from './effective-number.js';
import { defineLoss } from './loss.js';
import { reductions } from './reduction.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { replaceTargetCosine } from './target-cosine.js';

/**
 * Label-distribution-aware margin loss: cross-entropy of scaled cosines after each class's own margin is taken from the
 * cosine of the label. Takes the cosines of a cosine head of scale 1.
 *
 * The constant C is set by the margin of the smallest class; the DBM code has 0.1 there. Deferred re-weighting (LDAM-DRW)
 * is this loss with `classWeights: 'effective-number'` in the last epochs, where the released code divides by the sum of
 * weights (`reduction: 'weighted-mean'`).
 */
export const ldamDefinition = defineLoss({
  formula: 'w_y CE(s (cos θ_k − [k = y] m_k), y), m_k = C n_k^(−1/4)',
  source:
    'Cao et al., Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss, NeurIPS 2019, eq. 12 and 13; margin: 0.1 as the DBM code, reduction: weighted-mean as the LDAM-DRW code',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  takesCosines: true,
  options: z.strictObject({
    margin: z.number().min(0).default(0.5).describe('the margin m of the smallest class, which sets C'),
    scale: z.number().positive().default(30).describe('s, the factor on cosines'),
    classWeights: z
      .enum(['none', 'effective-number'])
      .default('none')
      .describe('weights w of the classes: none, or effective-number weights as in the re-weighted stage of LDAM-DRW'),
    beta: z.number().min(0).lt(1).default(0.9999).describe('β of the effective-number weights'),
    reduction: z
      .enum(reductions)
      .default('batch-mean')
      .describe('Σ w·L / n with Σ w_k = K, Σ w·L / Σ w as the LDAM-DRW code, or Σ w·L / n with weights as they are'),
  }),
  create: ({ margin, scale, classWeights, beta, reduction }, { counts }) => {
    const smallest = Math.min(...counts);
    const margins = counts.map((count) => margin * (smallest / count) ** 0.25);
    return batchMean(
      ({ logits: cosines }, labels) => {
        const adjusted = replaceTargetCosine(cosines, labels, (targets) =>
          tf.sub(targets, valuesOfSamples(margins, labels)),
        );
        return softmaxCrossEntropy(tf.mul(adjusted, scale), labels);
      },
      { classWeights: classWeights === 'none' ? undefined : effectiveNumberWeights(counts, { beta }), reduction },
    );
  },
});
