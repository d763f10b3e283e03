import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { contrastiveLosses, contrastsOf, shares, temperatureOption } from './contrast.js';
import { kOption, kPositives } from './k-positives.js';
import { defineLoss } from './loss.js';
import { wholeBatch } from './whole-batch.js';

export const kPositiveContrastiveOptions = z.strictObject({ k: kOption, temperature: temperatureOption(0.07) });

/** K-positive contrastive loss (KCL): the anchors of every class have the same number of positives. */
export const kPositiveContrastiveDefinition = defineLoss({
  formula:
    '−1/(k+1) Σ_{p ∈ {own view} ∪ P_k(i)} log( e^{z_i·z_p/τ} / Σ_{a ≠ i} e^{z_i·z_a/τ} ), the mean over the anchors i',
  source:
    'Kang et al., Exploring Balanced Feature Spaces for Representation Learning, ICLR 2021; their code has the embeddings of a moving-average twin for contrasts, in a queue',
  papers: ['dbm'],
  options: kPositiveContrastiveOptions,
  create: ({ k, temperature }) =>
    wholeBatch('k-positive-contrastive', (output, labels) => {
      const contrasts = contrastsOf(output, labels, { temperature });
      const positives = kPositives(contrasts, k);
      return tf.mean(contrastiveLosses(contrasts.similarities, shares(positives), { kept: contrasts.others }));
    }),
});
