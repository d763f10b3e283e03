import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { inverseFrequencyWeights, weightedCrossEntropy } from '../losses/index.js';
import { defineAdjustment } from './definition.js';
import { uniformValues } from './initial-values.js';
import { learn, sizeOf } from './learn.js';
import { learningOptions } from './learning-options.js';
import { headTensors, linearLogits } from './linear-classifier.js';
import { type HostTensor, type LogitsOf, matrix, predictor, vector } from './predictor.js';

type Tensors = 'weight' | 'bias' | 'scale' | 'offset' | 'confidence';

const paper: LogitsOf<Tensors> = (features, { weight, bias, scale, offset, confidence }) => {
  const eta = linearLogits(features, weight, bias);
  const c = tf.sigmoid(tf.matMul(features, confidence, false, true));
  return tf.add(tf.mul(c, tf.add(tf.mul(scale, eta), offset)), tf.mul(tf.sub(1, c), eta));
};

const released: LogitsOf<Tensors | 'confidenceBias'> = (features, tensors) => {
  const { weight, bias, scale, offset, confidence, confidenceBias } = tensors;
  const eta = linearLogits(features, weight, bias);
  const c = tf.sigmoid(tf.add(tf.matMul(features, confidence, false, true), confidenceBias));
  return tf.add(tf.mul(tf.add(1, tf.mul(c, scale)), eta), tf.mul(c, offset));
};

/** Distribution alignment: a scale and an offset for each class, to the extent of a confidence learned for each sample. */
export const disalign = defineAdjustment({
  formula: 'c (s_j η_j + b_j) + (1 − c) η_j, c = σ(v · z), minimising the cross-entropy weighted by (1/n_y)^ρ',
  source:
    'Zhang et al., Distribution Alignment, CVPR 2021, section 3; form: released is (1 + c s_j) η_j + c b_j with a bias in c, as the released ImageNet-LT code, whose loss is the weighted-mean.',
  papers: ['marc', 'dbm'],
  options: z.strictObject({
    form: z
      .enum(['paper', 'released'])
      .default('paper')
      .describe('which sum of η and its calibrated self, and whether the confidence has a bias'),
    rho: z.number().min(0).default(1.2).describe('ρ of the class weights (generalised re-weighting); 0 is none'),
    reduction: z
      .enum(['batch-mean', 'weighted-mean'])
      .default('batch-mean')
      .describe('Σ w·L / n with Σ w_k = K as the paper’s expectation, or Σ w·L / Σ w as PyTorch'),
    ...learningOptions({
      epochs: 10,
      batchSize: 512,
      learningRate: 0.05,
      weightDecay: 5e-4,
      sampler: 'instance-balanced',
    }),
  }),
  fit: async (bank, { form, rho, reduction, ...options }, { seed }) => {
    const { classCounts, featureSize } = bank;
    const classCount = classCounts.length;
    const fixed = headTensors(bank.head, classCount);
    const confidenceBias = vector(uniformValues(1, { inputs: featureSize, seed, name: 'confidence bias' }));
    const initial = {
      scale: vector(new Float32Array(classCount).fill(1)),
      offset: vector(new Float32Array(classCount)),
      confidence: matrix(new Float32Array(featureSize).fill(0.1), 1),
      // Only the released form looks for it.
      ...((form === 'released' ? { confidenceBias } : {}) as { confidenceBias: HostTensor }),
    };
    const logits = form === 'released' ? released : paper;
    const classWeights = inverseFrequencyWeights(classCounts, { gamma: rho });
    const loss = weightedCrossEntropy({ classWeights, reduction });
    const learned = await learn(bank, { fixed, learned: initial, logits, loss }, { ...options, seed });
    return {
      logits: predictor({ ...fixed, ...learned }, logits, { classCount, featureSize }),
      parameterCount: sizeOf(learned),
      parameters: { scale: learned.scale.values, offset: learned.offset.values },
    };
  },
});
