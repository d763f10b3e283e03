import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { batchMean } from './batch-mean.js';
import { valuesOfSamples } from './class-values.js';
import { effectiveNumberWeights } from './effective-number.js';
import { focalModulation } from './focal-modulation.js';
import { defineLoss } from './loss.js';
import { sumToClassCount } from './reduction.js';
import { sigmoidFocal } from './sigmoid-focal.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/**
 * Focal loss (1 - p)^γ · (−log p), on p = softmax(z)_y as the long-tail literature after LDAM uses it, or summed over a
 * sigmoid for each class as it was first defined.
 *
 * Weighted by class, `outside` is w · (1 - p)^γ · L and `inside` is (1 - e^-q)^γ · q with q = w · L, the LDAM-DRW code,
 * in which the weight also changes what counts as well classified.
 */
export const focalDefinition = defineLoss({
  formula: 'w_y (1 − p)^γ (−log p), p = softmax(z)_y',
  source:
    'Lin et al., Focal Loss, ICCV 2017, eq. 4 and 5 (base: sigmoid); softmax, γ = 1 and weighting: inside as the code of Cao et al., LDAM, NeurIPS 2019',
  papers: ['marc', 'unimix', 'mislas'],
  options: z.strictObject({
    gamma: z
      .number()
      .min(0)
      .default(1)
      .describe('γ, how strongly well-classified samples are faded out; 0: not at all'),
    base: z
      .enum(['softmax', 'sigmoid'])
      .default('softmax')
      .describe('one softmax over the classes, or the sum over a sigmoid for each class'),
    classWeights: z
      .enum(['none', 'effective-number'])
      .default('none')
      .describe('weights w of the classes: none, or effective-number weights scaled to the sum K'),
    beta: z.number().min(0).lt(1).default(0.9999).describe('β of the effective-number weights'),
    weighting: z
      .enum(['outside', 'inside'])
      .default('outside')
      .describe('w outside (1 − p)^γ, or inside the probability as the LDAM-DRW code'),
  }),
  create: ({ gamma, base, classWeights, beta, weighting }, { counts }) => {
    const weights = classWeights === 'none' ? undefined : sumToClassCount(effectiveNumberWeights(counts, { beta }));
    if (base === 'sigmoid' && weighting === 'inside') {
      throw new InputError(
        "A focal loss of base 'sigmoid' has no weighting 'inside': use 'outside', or base 'softmax'.",
      );
    }
    if (!weights || weighting === 'outside') {
      return batchMean(
        ({ logits }, labels) =>
          base === 'sigmoid'
            ? sigmoidFocal(logits, labels, gamma)
            : focalModulation(softmaxCrossEntropy(logits, labels), gamma),
        { classWeights: weights },
      );
    }
    return batchMean(({ logits }, labels) => {
      const weighted: tf.Tensor1D = tf.mul(softmaxCrossEntropy(logits, labels), valuesOfSamples(weights, labels));
      return focalModulation(weighted, gamma);
    });
  },
});
