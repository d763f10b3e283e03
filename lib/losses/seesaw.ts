import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { batchMean } from './batch-mean.js';
import { defineLoss } from './loss.js';
import { oneHot } from './one-hot.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/**
 * Seesaw loss: mitigates what a rare class suffers as the wrong class of frequent ones, and gives it back where the
 * sample is taken for that class. The weights S are constants of a step.
 *
 * The paper counts samples as they come by, for data whose counts are unknown; here they are known, and `cumulative`
 * counts in the buffer `counts`, which the caller disposes.
 */
export const seesawDefinition = defineLoss({
  formula: '−log e^z_y / Σ_k S_yk e^z_k, S_yk = min(1, N_k / N_y)^p · max(1, σ_k / max(σ_y, ε))^q, σ = softmax(z)',
  source:
    'Wang et al., Seesaw Loss for Long-Tailed Instance Segmentation, CVPR 2021, mitigation and compensation factors; ε as their code',
  papers: ['marc'],
  options: z.strictObject({
    p: z.number().min(0).default(0.8).describe('p of the mitigation by counts; 0: none'),
    q: z.number().min(0).default(2).describe('q of the compensation by probabilities; 0: none'),
    epsilon: z.number().gt(0).max(1).default(0.01).describe('ε, the least probability of the label in the quotient'),
    counting: z
      .enum(['training-set', 'cumulative'])
      .default('training-set')
      .describe('N: the samples of the training set, or those of the batches so far, at least one'),
  }),
  create: ({ p, q, epsilon, counting }, { counts }) => {
    const seen = counting === 'cumulative' ? tf.variable(tf.zeros<tf.Rank.R1>([counts.length]), false) : undefined;
    const loss = batchMean(({ logits }, labels) => {
      const ofLabel = oneHot(labels, counts.length);
      seen?.assign(tf.add(seen, tf.sum(ofLabel, 0)));
      const logCounts = tf.log(tf.maximum(seen ?? tf.tensor1d([...counts], 'float32'), 1));
      const above = (ofClasses: tf.Tensor, ofSamples: tf.Tensor) =>
        tf.sub(ofClasses, tf.expandDims(ofSamples, 1)) as tf.Tensor2D;
      const mitigation = tf.minimum(0, above(logCounts, tf.gather(logCounts, labels)));
      const compensation = withoutGradient(logits, (constant) => {
        const logProbabilities = tf.logSoftmax(constant);
        const ofSamples = tf.sum(tf.mul(logProbabilities, ofLabel), 1);
        return tf.maximum(0, above(logProbabilities, tf.maximum(ofSamples, Math.log(epsilon))));
      });
      const adjustment = tf.add(tf.mul(p, mitigation), tf.mul(q, compensation));
      return softmaxCrossEntropy(tf.add(logits, adjustment), labels);
    });
    return seen ? Object.assign(loss, { buffers: new Map([['counts', seen as tf.Variable]]) }) : loss;
  },
});
