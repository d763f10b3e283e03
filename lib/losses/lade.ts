import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { defineLoss } from './loss.js';
import { oneHot } from './one-hot.js';
import { classPrior } from './prior.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { wholeBatch } from './whole-batch.js';

/**
 * LADE: balanced softmax, and a regulariser that pulls the raw logits to log p(x | y) / p(x), where no class prior is
 * left in them. It bounds a divergence from below with what the batch shows of each class, so that it is no mean over
 * samples; a class that is not in the batch has no first term.
 */
export const ladeDefinition = defineLoss({
  formula:
    '−log softmax(z + log π)_y averaged, − α Σ_k π_k (mean of z_ik over y_i = k − S_k − λ S_k²), S_k = log mean_i exp(z_ik − log(K π_k))',
  source:
    'Hong et al., Disentangling Label Distribution for Long-tailed Visual Recognition, CVPR 2021, as in their code; α and λ of CIFAR-100-LT',
  papers: ['marc', 'dbm'],
  options: z.strictObject({
    alpha: z.number().min(0).default(0.1).describe('α, weight of the regulariser; 0 is balanced softmax'),
    lambda: z.number().min(0).default(0.01).describe('λ, how strongly S is held near zero'),
  }),
  create: ({ alpha, lambda }, { counts }) => {
    const prior = classPrior(counts);
    return wholeBatch('lade', ({ logits }, labels) => {
      const logPrior = tf.tensor1d(prior.map(Math.log), 'float32');
      const crossEntropy = tf.mean(softmaxCrossEntropy(tf.add(logits, logPrior), labels));
      const regulariser = lowerBound(logits, labels, { prior, lambda });
      return tf.sub(crossEntropy, tf.mul(alpha, regulariser));
    });
  },
});

/** Σ_k π_k (mean of z_ik over y_i = k − S_k − λ S_k²). */
function lowerBound(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  { prior, lambda }: { prior: readonly number[]; lambda: number },
): tf.Scalar {
  const [sampleCount, classCount] = logits.shape;
  const ofLabel = oneHot(labels, classCount);
  const present = tf.maximum(tf.sum(ofLabel, 0), 1);
  const first = tf.div(tf.sum(tf.mul(logits, ofLabel), 0), present);
  const shift = prior.map((share) => Math.log(share * classCount) + Math.log(sampleCount));
  const second = tf.logSumExp(tf.sub(logits, tf.tensor1d(shift, 'float32')), 0);
  const bound = tf.sub(tf.sub(first, second), tf.mul(lambda, tf.square(second)));
  return tf.sum(tf.mul(tf.tensor1d([...prior], 'float32'), bound));
}
