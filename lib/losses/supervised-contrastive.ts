import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { contrastiveLosses, contrastsOf, shares, temperatureOption } from './contrast.js';
import { defineLoss } from './loss.js';
import { wholeBatch } from './whole-batch.js';

/** Supervised contrastive loss; an anchor that has no other embedding of its class in the batch adds zero. */
export const supervisedContrastiveDefinition = defineLoss({
  formula: '−1/|P(i)| Σ_{p ∈ P(i)} log( e^{z_i·z_p/τ} / Σ_{a ≠ i} e^{z_i·z_a/τ} ), the mean over the anchors i',
  source: 'Khosla et al., Supervised Contrastive Learning, NeurIPS 2020, eq. 2 (L_out)',
  papers: ['marc', 'dbm'],
  options: z.strictObject({ temperature: temperatureOption(0.1) }),
  create: ({ temperature }) =>
    wholeBatch('supervised-contrastive', (output, labels) => {
      const { similarities, others, positives } = contrastsOf(output, labels, { temperature });
      return tf.mean(contrastiveLosses(similarities, shares(positives), { kept: others }));
    }),
});
