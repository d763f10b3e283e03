import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { createLoss, kPositiveContrastiveOptions, nestedCollaborativeOptions } from '../losses/index.js';
import { ensemble, meanOf, projectionHead } from '../models/index.js';
import { randomStream } from '../random/index.js';
import { classification } from './classification.js';
import { defineTraining } from './definition.js';
import { lossOfBatch } from './mixed.js';
import { keysAndQueue, momentumKeys } from './momentum-keys.js';
import { embeddingSizeOption, hiddenSizeOption, momentumOption } from './view-options.js';

/**
 * Nested collaborative learning: whole models learn each by itself, from one another, and, each with a moving-average twin
 * and a queue, by self-supervised contrast of two views. NCL's individual loss is `nested-individual`, which the run names
 * as its loss; another one there, such as `dbm`, takes its place. The mean of logits classifies.
 *
 * Keys of a batch are contrasts of its other images too, and the embedding has a batch normalisation; the released code
 * contrasts with the queue alone, and its twin sees the batch in another order.
 */
export const nclTraining = defineTraining({
  formula: 'minimise Σ_a L(z_a, y) + L_NBOD(z_1 … z_M) + μ Σ_a L_MoCo(q_a, k_a ∪ queue_a); classify by the mean of z_a',
  source:
    'Li et al., Nested Collaborative Learning for Long-Tailed Visual Recognition, CVPR 2022; sizes, τ and μ as the released code for CIFAR',
  papers: ['dbm'],
  options: z.strictObject({
    experts: z.int().min(2).default(3).describe('M, the number of models'),
    ...nestedCollaborativeOptions.shape,
    contrastWeight: z.number().min(0).default(1).describe('μ, weight of the contrast; 0 trains without twins'),
    temperature: kPositiveContrastiveOptions.shape.temperature.default(0.2).describe('τ of the contrast'),
    queueLength: z.int().positive().default(1024).describe('keys of earlier batches that are contrasts'),
    momentum: momentumOption,
    hiddenSize: hiddenSizeOption,
    embeddingSize: embeddingSizeOption(64),
  }),
  streams: ({ contrastWeight }) => (contrastWeight > 0 ? [{}, { view: 1, mixing: null }] : [{}]),
  create(
    { experts, contrastWeight, temperature, queueLength, momentum, hiddenSize, embeddingSize, ...options },
    { createModel, logitScale, counts, loss, seed },
  ) {
    const seeds = Array.from({ length: experts }, (_, i) => randomStream(seed, 'expert', i).integer(2 ** 31));
    const models = seeds.map((own) => createModel({ seed: own }));
    const model = ensemble(models);
    const collaboration = createLoss('nested-collaborative', { counts, ...options });
    const contrast = createLoss('k-positive-contrastive', { counts, k: 0, temperature });
    const contrasted = contrastWeight === 0 ? [] : models;
    const branches = contrasted.map((expert, i) => {
      const own = seeds[i]!;
      const project = () => projectionHead({ featureSize: expert.featureSize, hiddenSize, embeddingSize, seed: own });
      const queries = { model: expert, projection: project() };
      const twin = { model: createModel({ seed: own }), projection: project() };
      return { ...queries, ...momentumKeys({ queries, twin, queueLength, momentum, seed: own }) };
    });
    const networks = branches.flatMap(({ projection, networks }, i) =>
      Object.entries({ projection, ...networks }).map(([name, network]) => [`${name}-${i}`, network]),
    );
    return {
      model,
      networks: { model, ...Object.fromEntries(networks) },
      step([batch, view], moment) {
        const features = model.expertFeatures(batch!.images, 'training');
        const individual = features.map((own, i) =>
          classification(model.heads[i]!, { features: own, batch: batch!, loss, moment }),
        );
        const logits = individual.map((expert) => expert.logits);
        const [first, ...peers] = logits.map((each) => tf.mul<tf.Tensor2D>(each, logitScale));
        const collaborative = lossOfBatch(collaboration, { logits: first!, peers }, batch!);
        const contrastive = branches.map(({ projection, keys, queue }, i) => {
          const embeddings = projection.embed(features[i]!, 'training');
          const compared = keysAndQueue(keys(view!), view!.labels, queue);
          const own = contrast({ logits: first!, features: embeddings, queue: compared }, view!.labels);
          return tf.mul<tf.Scalar>(contrastWeight, own);
        });
        return {
          loss: tf.addN([...individual.map((expert) => expert.loss), collaborative, ...contrastive]),
          logits: meanOf(logits),
        };
      },
      afterStep() {
        for (const branch of branches) branch.afterStep();
      },
    };
  },
});
