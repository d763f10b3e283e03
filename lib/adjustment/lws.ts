import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { createLoss } from '../losses/index.js';
import { defineAdjustment } from './definition.js';
import { learn, sizeOf } from './learn.js';
import { learningOptions, lossOption } from './learning-options.js';
import { headTensors, linearClassifier, linearLogits, scaledHead } from './linear-classifier.js';
import { type LogitsOf, vector } from './predictor.js';

const logits: LogitsOf<'weight' | 'bias' | 'scale'> = (features, { weight, bias, scale }) =>
  tf.mul(scale, linearLogits(features, weight, bias));

/** Learnable weight scaling: one factor a class on the frozen classifier. */
export const lws = defineAdjustment({
  formula: 's_j (w_j · z + b_j), s learned with class-balanced sampling',
  source:
    'Kang et al., Decoupling Representation and Classifier for Long-Tailed Recognition, ICLR 2020, section 4, whose equation has no bias; the released code scales the bias too, as here. Epochs, learning rate and the class-aware sampler as in that code.',
  papers: ['marc', 'dbm', 'mislas'],
  options: z.strictObject({
    loss: lossOption('cross-entropy'),
    ...learningOptions({
      epochs: 5,
      batchSize: 512,
      learningRate: 0.2,
      weightDecay: 5e-4,
      sampler: 'class-aware',
    }),
  }),
  fit: async (bank, { loss: { name, options: lossOptions }, ...options }, { seed }) => {
    const { head, classCounts } = bank;
    const classCount = classCounts.length;
    const fixed = headTensors(head, classCount);
    const initial = { scale: vector(new Float32Array(classCount).fill(1)) };
    const loss = createLoss(name, { counts: classCounts, ...lossOptions });
    const learned = await learn(bank, { fixed, learned: initial, logits, loss }, { ...options, seed });
    const scale = learned.scale.values;
    return linearClassifier(scaledHead(head, scale), {
      classCount,
      parameterCount: sizeOf(learned),
      parameters: { scale },
    });
  },
});
