import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { defineLoss } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/**
 * Class-dependent temperatures: in training a rare class's logit is divided by more than one, so that it must grow
 * larger to count as much; the model is evaluated on its raw logits.
 */
export const cdtDefinition = defineLoss({
  formula: '−log softmax(z / a)_y, a_k = (n_max / n_k)^γ',
  source:
    'Ye et al., Identifying and Compensating for Feature Deviation in Imbalanced Deep Learning, 2020; γ of CIFAR-100, theirs is up to 0.4 for CIFAR-10',
  papers: ['unimix'],
  options: z.strictObject({
    gamma: z.number().min(0).default(0.2).describe('γ, how temperatures grow with rarity; 0 is cross-entropy'),
  }),
  create: ({ gamma }, { counts }) => {
    const largest = Math.max(...counts);
    const inverseTemperatures = counts.map((count) => (count / largest) ** gamma);
    return batchMean(({ logits }, labels) =>
      softmaxCrossEntropy(tf.mul(logits, tf.tensor1d(inverseTemperatures, 'float32')), labels),
    );
  },
});
