import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { defineLoss } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { replaceTargetCosine } from './target-cosine.js';

/** CosFace: one margin for all classes, taken from the cosine of the label. Takes the cosines of a cosine head of scale 1. */
export const cosFaceDefinition = defineLoss({
  formula: 'CE(s (cos θ_k − [k = y] m), y)',
  source: 'Wang et al., CosFace: Large Margin Cosine Loss for Deep Face Recognition, CVPR 2018, eq. 4; DBM, table 1',
  papers: ['dbm'],
  takesCosines: true,
  options: z.strictObject({
    margin: z.number().min(0).default(0.35).describe('m, the margin of the cosine'),
    scale: z.number().positive().default(64).describe('s, the factor on cosines'),
  }),
  create: ({ margin, scale }) =>
    batchMean(({ logits: cosines }, labels) => {
      const adjusted = replaceTargetCosine(cosines, labels, (targets) => tf.sub(targets, margin));
      return softmaxCrossEntropy(tf.mul(adjusted, scale), labels);
    }),
});
