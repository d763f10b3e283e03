import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { cosineOfSum } from './angle-sum.js';
import { batchMean } from './batch-mean.js';
import { defineLoss } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { replaceTargetCosine } from './target-cosine.js';

/**
 * ArcFace: one margin for all classes, added to the angle of the label. Takes the cosines of a cosine head of scale 1.
 *
 * Beyond θ + m = π the cosine of the equation rises again; the released code goes on with cos θ − m sin m, which falls
 * for every θ.
 */
export const arcFaceDefinition = defineLoss({
  formula: 'CE(s cos(θ_k + [k = y] m), y)',
  source:
    'Deng et al., ArcFace: Additive Angular Margin Loss for Deep Face Recognition, CVPR 2019, eq. 3; DBM, table 1; beyondPi: linear as the released code',
  papers: ['dbm'],
  takesCosines: true,
  options: z.strictObject({
    margin: z.number().min(0).max(Math.PI).default(0.5).describe('m, the margin of the angle in radians'),
    scale: z.number().positive().default(64).describe('s, the factor on cosines'),
    beyondPi: z
      .enum(['cosine', 'linear'])
      .default('cosine')
      .describe('where θ + m > π: cos(θ + m) as it is, or cos θ − m sin m as the released code'),
  }),
  create: ({ margin, scale, beyondPi }) => {
    const psi = (targets: tf.Tensor1D): tf.Tensor1D => {
      const shifted = cosineOfSum(targets, margin);
      if (beyondPi === 'cosine') return shifted;
      const within = withoutGradient(targets, (cosines) => tf.greater(cosines, -Math.cos(margin)));
      return tf.where(within, shifted, tf.sub<tf.Tensor1D>(targets, margin * Math.sin(margin)));
    };
    return batchMean(({ logits: cosines }, labels) =>
      softmaxCrossEntropy(tf.mul(replaceTargetCosine(cosines, labels, psi), scale), labels),
    );
  },
});
