import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { createLoss, expertDiversityOptions } from '../losses/index.js';
import { cifarExperts, meanOf } from '../models/index.js';
import { classification } from './classification.js';
import { defineTraining } from './definition.js';

/**
 * RIDE: experts on shared early stages learn each by itself, and to say different things; the mean of their logits
 * classifies. Its base is LDAM on cosine heads, deferred re-weighting included: name them in the run. Left out is its
 * second stage, a router that spares experts for easy images and changes the cost, not the training.
 */
export const rideTraining = defineTraining({
  formula: 'minimise Σ_a L(z_a, y) − λ (mean T)² Σ_a KL(p̄ ‖ p_a); classify by the mean of z_a',
  source:
    'Wang et al., Long-tailed Recognition by Routing Diverse Distribution-Aware Experts, ICLR 2021, and its released code; among: pairs as the paper’s equation',
  papers: ['dbm'],
  options: z.strictObject({
    experts: z.int().min(2).default(3).describe('M, the number of experts'),
    sharedStages: z.int().min(0).max(2).default(1).describe('stages that all experts share after the stem'),
    reduceWidth: z
      .boolean()
      .default(true)
      .describe('whether the experts’ own stages have three quarters of the channels'),
    ...expertDiversityOptions.shape,
  }),
  create({ experts, sharedStages, reduceWidth, ...options }, { modelOptions, logitScale, counts, loss }) {
    const model = cifarExperts({ ...modelOptions, expertCount: experts, sharedStages, reduceWidth });
    const diversity = createLoss('expert-diversity', { counts, ...options });
    return {
      model,
      networks: { model },
      step([batch], moment) {
        const individual = model
          .expertFeatures(batch!.images, 'training')
          .map((features, i) => classification(model.heads[i]!, { features, batch: batch!, loss, moment }));
        const logits = individual.map((expert) => expert.logits);
        const [first, ...peers] = logits.map((each) => tf.mul<tf.Tensor2D>(each, logitScale));
        const diverse = diversity({ logits: first!, peers }, batch!.labels);
        return { loss: tf.addN([...individual.map((expert) => expert.loss), diverse]), logits: meanOf(logits) };
      },
    };
  },
});
