import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { createLoss, marcLossOptions } from '../losses/index.js';
import { rowNorms } from '../row-norms.js';
import { defineAdjustment } from './definition.js';
import { learn, sizeOf } from './learn.js';
import { learningOptions } from './learning-options.js';
import { headTensors, linearLogits } from './linear-classifier.js';
import { type LogitsOf, predictor, vector } from './predictor.js';

const logits: LogitsOf<'weight' | 'bias' | 'norms' | 'omega' | 'beta'> = (
  features,
  { weight, bias, norms, omega, beta },
) => tf.add(tf.mul(omega, linearLogits(features, weight, bias)), tf.mul(beta, norms));

/**
 * Margin calibration: learns ω and β, 2K numbers, on the frozen stage-one model, by SGD on instance-balanced
 * mini-batches (Algorithm 2, lines 7 to 11). No code was released with the paper.
 */
export const marc = defineAdjustment({
  formula: 'ω_j η_j + β_j ‖W_j‖, minimising the cross-entropy weighted by U_y = K (1/n_y)^γ / Σ (1/n)^γ',
  source:
    'Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 8 to 12 and Algorithm 2; no code was released.',
  papers: ['marc'],
  options: z.strictObject({
    ...marcLossOptions,
    // The paper gives 10 epochs for ImageNet-LT and none for CIFAR, and exempts neither ω nor β from weight decay.
    ...learningOptions({
      epochs: 10,
      batchSize: 512,
      learningRate: 0.05,
      weightDecay: 5e-4,
      sampler: 'instance-balanced',
    }),
  }),
  fit: async (bank, { gamma, reduction, ...options }, { seed }) => {
    const classCount = bank.classCounts.length;
    const norms = vector(Float32Array.from(rowNorms(bank.head.weight, { rowCount: classCount })));
    const fixed = { ...headTensors(bank.head, classCount), norms };
    const initial = { omega: vector(new Float32Array(classCount).fill(1)), beta: vector(new Float32Array(classCount)) };
    const loss = createLoss('marc', { counts: bank.classCounts, gamma, reduction });
    const learned = await learn(bank, { fixed, learned: initial, logits, loss }, { ...options, seed });
    return {
      logits: predictor({ ...fixed, ...learned }, logits, { classCount, featureSize: bank.featureSize }),
      parameterCount: sizeOf(learned),
      parameters: { omega: learned.omega.values, beta: learned.beta.values },
    };
  },
});
