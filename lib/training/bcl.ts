import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { balancedContrastiveOptions, createLoss } from '../losses/index.js';
import { projectionHead } from '../models/index.js';
import { classification } from './classification.js';
import { defineTraining } from './definition.js';
import { jointFeatures } from './joint-features.js';
import { embeddingSizeOption, viewAugmentationOption } from './view-options.js';

/**
 * Balanced contrastive learning: one view of each image is classified, and two more are contrasted with each other and
 * with the classes' prototypes, which are the projections of the classifier's weights.
 */
export const bclTraining = defineTraining({
  formula:
    'minimise λ L(η, y) + μ L_BCL(z_1, z_2, c), c = MLP(W); L is the loss of the run, logit-adjusted in the paper',
  source:
    'Zhu et al., Balanced Contrastive Learning for Long-Tailed Visual Recognition, CVPR 2022; λ = 2, μ = 0.6 and τ = 0.1 for CIFAR as the code of DBM, on ImageNet-LT 1, 0.35 and 0.07',
  papers: ['dbm'],
  options: z.strictObject({
    lambda: z.number().positive().default(2).describe('λ, weight of the classification'),
    mu: z.number().positive().default(0.6).describe('μ, weight of the contrast'),
    ...balancedContrastiveOptions.shape,
    hiddenSize: z.int().positive().default(512).describe('entries of the hidden layer of the projection'),
    embeddingSize: embeddingSizeOption(128),
    viewAugmentation: viewAugmentationOption,
  }),
  streams: ({ viewAugmentation: augmentation }) => [
    {},
    { view: 1, augmentation, mixing: null },
    { view: 2, augmentation, mixing: null },
  ],
  create({ lambda, mu, hiddenSize, embeddingSize, temperature, ownClass }, { createModel, counts, loss, seed }) {
    const model = createModel();
    const projection = projectionHead({ featureSize: model.featureSize, hiddenSize, embeddingSize, seed });
    const contrast = createLoss('balanced-contrastive', { counts, temperature, ownClass });
    return {
      model,
      networks: { model, projection },
      step(batches, moment) {
        const [features, ...views] = jointFeatures(model, batches) as [tf.Tensor2D, ...tf.Tensor2D[]];
        const { loss: classified, logits } = classification(model, { features, batch: batches[0]!, loss, moment });
        const contrasted = {
          logits,
          features: projection.embed(tf.concat(views), 'training'),
          prototypes: projection.embed(model.classWeights, 'training'),
        };
        const contrastive = contrast(contrasted, batches[1]!.labels);
        return { loss: tf.add(tf.mul(lambda, classified), tf.mul(mu, contrastive)), logits };
      },
    };
  },
});
