import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { contrastiveShare, createLoss, hybridSupervisedContrastiveOptions } from '../losses/index.js';
import { classCentres, normaliseRows, projectionHead } from '../models/index.js';
import { classification } from './classification.js';
import { defineTraining } from './definition.js';
import { jointFeatures } from './joint-features.js';
import { embeddingSizeOption, hiddenSizeOption } from './view-options.js';

/**
 * Hybrid networks: two branches on one backbone, of which the first learns features by supervised contrast and the second
 * the classifier, with weights that move from the first to the second.
 */
export const hybridSupervisedContrastiveTraining = defineTraining({
  formula: 'minimise α L_SC(two views of B_SC) + (1 − α) L(B_CE), α = 1 − (t/T)²; L is the loss of the run',
  source:
    'Wang et al., Contrastive Learning based Hybrid Networks for Long-Tailed Image Classification, CVPR 2021; no code is released: the class-balanced B_CE and the size of the projection are a reading of the text',
  papers: ['marc', 'dbm'],
  options: z.strictObject({
    ...hybridSupervisedContrastiveOptions.shape,
    classifierSampler: z
      .enum(['class-balanced', 'instance-balanced'])
      .default('class-balanced')
      .describe('how B_CE is drawn; B_SC is drawn as the run says'),
    hiddenSize: hiddenSizeOption,
    embeddingSize: embeddingSizeOption(128),
  }),
  streams: ({ classifierSampler }) => [
    { sampler: { name: classifierSampler } },
    { view: 1, mixing: null },
    { view: 2, mixing: null },
  ],
  create({ contrasts, temperature, hiddenSize, embeddingSize }, { createModel, counts, loss, seed }) {
    const model = createModel();
    const projection = projectionHead({ featureSize: model.featureSize, hiddenSize, embeddingSize, seed });
    const prototypes =
      contrasts === 'prototypes'
        ? classCentres({ classCount: counts.length, size: embeddingSize, name: 'prototypes', seed })
        : undefined;
    const contrast = createLoss(prototypes ? 'prototypical-supervised-contrastive' : 'supervised-contrastive', {
      counts,
      temperature,
    });
    return {
      model,
      networks: { model, projection, ...(prototypes && { prototypes }) },
      step(batches, moment) {
        const [features, ...views] = jointFeatures(model, batches) as [tf.Tensor2D, ...tf.Tensor2D[]];
        const { loss: classified, logits } = classification(model, { features, batch: batches[0]!, loss, moment });
        const contrasted = {
          logits,
          features: projection.embed(tf.concat(views), 'training'),
          prototypes: prototypes && normaliseRows(prototypes.centres),
        };
        const contrastive = contrast(contrasted, batches[1]!.labels);
        const alpha = contrastiveShare(moment.epoch / moment.epochs);
        return { loss: tf.add(tf.mul(alpha, contrastive), tf.mul(1 - alpha, classified)), logits };
      },
    };
  },
});
