import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { randomStream } from '../random/index.js';
import { batchMean } from './batch-mean.js';
import { defineLoss } from './loss.js';
import { oneHot } from './one-hot.js';
import { classPrior } from './prior.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/**
 * Softmax cross-entropy in whose sum the classes of `left` stay out, except each sample's own: logits [n, K], labels
 * [n] int32, left [n, K] of ones and zeros to [n].
 */
export function equalisedCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D, left: tf.Tensor2D): tf.Tensor1D {
  const others = tf.mul(left, tf.sub(1, oneHot(labels, logits.shape[1])));
  // So far down that its exponential is zero next to any other.
  return softmaxCrossEntropy(tf.add(logits, tf.mul(others, -1e30)), labels);
}

/**
 * Softmax equalisation loss: a rare class is drawn out of most of the sums in which it would be held down for being
 * another sample's wrong class. What is drawn follows from the seed and the output's `iteration`.
 */
export const softmaxEqualisationDefinition = defineLoss({
  formula: '−log e^z_y / Σ_k w_k e^z_k, w_k = 1 − β_k [π_k < λ] [k ≠ y], β_k = 1 with probability γ, else 0',
  source:
    'Tan et al., Equalization Loss for Long-Tailed Object Recognition, CVPR 2020, eq. 9 and 10; γ and λ of Zhang et al., Bag of Tricks, AAAI 2021',
  papers: ['marc', 'logit-adjustment'],
  options: z.strictObject({
    gamma: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe('γ, probability that a rare class stays out; 0 is cross-entropy'),
    lambda: z.number().min(0).max(1).default(0.005).describe('λ, the prior below which a class is rare'),
    seed: z.number().int().min(0).default(0).describe('of the draws β'),
  }),
  create: ({ gamma, lambda, seed }, { counts }) => {
    const rare = classPrior(counts).map((prior) => prior < lambda);
    let calls = 0;
    return batchMean(({ logits, iteration = calls++ }, labels) => {
      const [sampleCount, classCount] = logits.shape;
      const stream = randomStream(seed, 'softmax-equalisation', iteration);
      const left = Float32Array.from({ length: sampleCount * classCount }, (_, place) =>
        Number(rare[place % classCount]! && stream.uniform() < gamma),
      );
      return equalisedCrossEntropy(logits, labels, tf.tensor2d(left, [sampleCount, classCount]));
    });
  },
});
