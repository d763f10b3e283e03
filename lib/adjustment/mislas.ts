import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { samplers } from '../data/index.js';
import { createLoss } from '../losses/index.js';
import { rowNorms } from '../row-norms.js';
import { defineAdjustment } from './definition.js';
import type { FeatureBank, LinearHead } from './feature-bank.js';
import { learn, sizeOf } from './learn.js';
import { type LearningOptions, learningOptions, lossOption } from './learning-options.js';
import { headTensors, linearClassifier, linearLogits, scaledHead } from './linear-classifier.js';
import { type HostTensor, type LogitsOf, matrix, vector } from './predictor.js';

/** s (r (W z + b) + ΔW z): the bias, which eq. 4 leaves out, stays with W. */
const shifted: LogitsOf<'weight' | 'bias' | 'shift' | 'scale'> = (features, { weight, bias, shift, scale }) =>
  tf.mul(scale, linearLogits(features, tf.add(weight, shift), bias));

const fineTuned: LogitsOf<'weight' | 'bias' | 'scale'> = (features, { weight, bias, scale }) =>
  tf.mul(scale, linearLogits(features, weight, bias));

/**
 * Stage two of MiSLAS: weight scaling with a shift ΔW of the weights, learned with label-aware smoothing on
 * class-balanced samples. Its shifted batch normalisation is work on images: the run option `shiftBatchNorm`.
 */
export const mislas = defineAdjustment({
  formula: 'diag(s) (r W + ΔW) z, s and ΔW learned with label-aware smoothing and class-balanced sampling',
  source:
    'Zhong et al., MiSLAS, CVPR 2021, eq. 1 and 4, Table 6. form: released fine-tunes W and b themselves, which decay towards zero where ΔW decays towards W, and has one more mini-batch an epoch; its loss is label-aware-smoothing over-all-classes.',
  papers: ['mislas'],
  options: z.strictObject({
    form: z
      .enum(['paper', 'released'])
      .default('paper')
      .describe('a shift ΔW beside the frozen W, or W and b fine-tuned'),
    retention: z.number().default(1).describe('r, share of W that is kept (eq. 4): 1 as in LWS, 0 as in cRT'),
    shiftRate: z
      .number()
      .min(0)
      .default(0.2)
      .describe('learning rate of ΔW in relation to that of s (Table 6: 0.05 to 0.5 by data set)'),
    scaleRate: z.number().min(0).default(1).describe('the same of s; 0 leaves s at one'),
    loss: lossOption('label-aware-smoothing'),
    ...learningOptions({
      epochs: 10,
      batchSize: 128,
      learningRate: 0.1,
      weightDecay: 2e-4,
      cosine: 'epoch',
      sampler: 'class-aware',
    }),
  }),
  fit: async (
    bank,
    { form, retention, shiftRate, scaleRate, loss: { name, options: lossOptions }, ...options },
    { seed },
  ) => {
    const classCount = bank.classCounts.length;
    const kept = scaledHead(bank.head, new Float32Array(classCount).fill(retention));
    const { weight, bias } = headTensors(kept, classCount);
    const scale = vector(new Float32Array(classCount).fill(1));
    const loss = createLoss(name, { counts: bank.classCounts, ...lossOptions });
    if (form === 'released') {
      const rates = { scale: scaleRate, weight: shiftRate, bias: shiftRate };
      const task = { fixed: {}, learned: { scale, weight, bias }, rates, logits: fineTuned, loss };
      const learned = await learn(bank, task, { ...withOneMoreBatch(bank, options), seed });
      return classifier({ weight: learned.weight.values, bias: learned.bias.values }, learned);
    }
    const shift = matrix(new Float32Array(weight.values.length), classCount);
    const rates = { scale: scaleRate, shift: shiftRate };
    const task = { fixed: { weight, bias }, learned: { scale, shift }, rates, logits: shifted, loss };
    const learned = await learn(bank, task, { ...options, seed });
    const sum = weight.values.map((value, i) => value + learned.shift.values[i]!);
    return classifier({ weight: sum, bias: bias.values }, learned);
  },
});

function classifier(head: LinearHead, learned: { scale: HostTensor } & Record<string, HostTensor>) {
  const scale = learned.scale.values;
  return linearClassifier(scaledHead(head, scale), {
    classCount: scale.length,
    parameterCount: sizeOf(learned),
    parameters: { scale, weightNorms: rowNorms(head.weight, { rowCount: scale.length }) },
  });
}

/** The released loop ends an epoch after ⌈N / batch⌉ + 1 full mini-batches. */
function withOneMoreBatch<Options extends LearningOptions>({ train }: FeatureBank, options: Options): Options {
  const { batchSize, sampler } = options;
  const takesLength = Object.hasOwn(samplers[sampler.name]!.options.shape, 'length');
  if (!takesLength || sampler.options.length !== undefined) return options;
  const length = (Math.ceil(train.count / batchSize) + 1) * batchSize;
  return { ...options, sampler: { ...sampler, options: { ...sampler.options, length } } };
}
