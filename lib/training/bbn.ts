import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { twoBranchResNet } from '../models/index.js';
import { defineTraining } from './definition.js';
import { lossOfBatch } from './mixed.js';
import type { Moment } from './objective.js';

/** α = 1 − (e/E)² with epochs e from 0: the conventional branch learns first, the re-balancing one later. */
export function cumulativeShare({ epoch, epochs }: Pick<Moment, 'epoch' | 'epochs'>): number {
  return 1 - (epoch / epochs) ** 2;
}

/**
 * Bilateral-branch network with cumulative learning: one branch sees images as they come, the other those of a reversed
 * sampler; the share α of the former's features and label falls as a parabola. At test both count alike, α = 1/2.
 */
export const bbnTraining = defineTraining({
  formula: 'α = 1 − (e/E)²; η = α W_c z_c + (1 − α) W_r z_r + b; minimise α L(η, y_c) + (1 − α) L(η, y_r)',
  source: 'Zhou et al., BBN, CVPR 2020, equations 1 to 4; features: doubled as the released code',
  papers: ['marc', 'unimix', 'mislas'],
  options: z.strictObject({
    features: z
      .enum(['shared-out', 'doubled'])
      .default('shared-out')
      .describe('α z_c and (1 − α) z_r as in equation 3, or twice as much, as the released code, in test too'),
  }),
  streams: () => [{}, { sampler: { name: 'reversed' }, view: 1 }],
  create({ features: form }, { modelOptions, loss }) {
    // Half of both branches' features is what α = 1/2 gives, and what is evaluated.
    const model = twoBranchResNet({ ...modelOptions, featureScale: form === 'doubled' ? 1 : 0.5 });
    return {
      model,
      networks: { model },
      step([asTheyCome, reversed], moment) {
        const alpha = cumulativeShare(moment);
        const conventional = model.branchFeatures(asTheyCome!.images, 'conventional', 'training');
        const rebalancing = model.branchFeatures(reversed!.images, 're-balancing', 'training');
        const shares = [tf.mul(2 * alpha, conventional), tf.mul(2 * (1 - alpha), rebalancing)];
        const features = tf.concat(shares, 1) as tf.Tensor2D;
        const logits = model.logits(features);
        const output = { logits, features, classWeights: model.classWeights, iteration: moment.iteration };
        const [conventionalLoss, rebalancingLoss] = [asTheyCome!, reversed!].map((batch) =>
          lossOfBatch(loss(moment), output, batch),
        );
        return {
          loss: tf.add(tf.mul(alpha, conventionalLoss!), tf.mul(1 - alpha, rebalancingLoss!)),
          logits,
        };
      },
    };
  },
});
