import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { temperatureOption } from './contrast.js';
import { crossEntropy } from './cross-entropy.js';
import { defineLoss } from './loss.js';
import { prototypicalSupervisedContrastiveDefinition } from './prototypical-supervised-contrastive.js';
import { supervisedContrastiveDefinition } from './supervised-contrastive.js';
import { wholeBatch } from './whole-batch.js';

/** Weight of the contrastive branch after a share t/T of the training: one at the start, zero at the end. */
export function contrastiveShare(progress: number): number {
  return 1 - progress ** 2;
}

export const hybridSupervisedContrastiveOptions = z.strictObject({
  temperature: temperatureOption(0.1),
  contrasts: z
    .enum(['samples', 'prototypes'])
    .default('samples')
    .describe('Hybrid-SC, against the other samples, or Hybrid-PSC, against the prototypes of the classes'),
});

/** Hybrid-SC and Hybrid-PSC: from learning features to learning the classifier in the course of one training. */
export const hybridSupervisedContrastiveDefinition = defineLoss({
  formula: 'α L_SC(z) + (1 − α) CE(η), α = 1 − (t/T)²; t/T is the share of the training that is done',
  source: 'Wang et al., Contrastive Learning based Hybrid Networks for Long-Tailed Image Classification, CVPR 2021',
  papers: ['marc', 'dbm'],
  options: hybridSupervisedContrastiveOptions,
  create: ({ temperature, contrasts }, context) => {
    const definition =
      contrasts === 'samples' ? supervisedContrastiveDefinition : prototypicalSupervisedContrastiveDefinition;
    const contrastive = definition.create(definition.options.parse({ temperature }), context);
    return wholeBatch('hybrid-supervised-contrastive', (output, labels) => {
      const alpha = contrastiveShare(output.progress ?? 0);
      return tf.add(tf.mul(alpha, contrastive(output, labels)), tf.mul(1 - alpha, crossEntropy(output, labels)));
    });
  },
});
