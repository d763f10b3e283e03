import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { contrastiveLosses, contrastsOf, temperatureOption } from './contrast.js';
import { defineLoss } from './loss.js';
import { wholeBatch } from './whole-batch.js';

/** Prototypical supervised contrastive loss (PSC): each embedding against the prototypes of the classes. */
export const prototypicalSupervisedContrastiveDefinition = defineLoss({
  formula: '−log( e^{z_i·c_y/τ} / Σ_{k ≠ y} e^{z_i·c_k/τ} ), the mean over the embeddings i; it may be negative',
  source:
    'Wang et al., Contrastive Learning based Hybrid Networks for Long-Tailed Image Classification, CVPR 2021 (Hybrid-PSC); τ = 1 for CIFAR-10, 0.1 for CIFAR-100',
  papers: ['marc', 'dbm'],
  options: z.strictObject({ temperature: temperatureOption(0.1) }),
  create: ({ temperature }) =>
    wholeBatch('prototypical-supervised-contrastive', (output, labels) => {
      const { similarities, positives } = contrastsOf(output, labels, { temperature, among: ['prototypes'] });
      return tf.mean(contrastiveLosses(similarities, positives, { kept: tf.sub(1, positives) as tf.Tensor2D }));
    }),
});
