import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { defineTraining } from './definition.js';
import { embeddingNetwork, momentumKeys } from './momentum-keys.js';
import { embeddingSizeOption, hiddenSizeOption, momentumOption, viewAugmentationOption } from './view-options.js';

/**
 * Parametric contrastive learning: queries of one view, keys of another by a moving-average twin, a queue of keys, and the
 * logits as similarities to the learned centres of the classes, all in one loss.
 */
export const pacoTraining = defineTraining({
  formula: 'minimise L(η, [q; k], queue); L is the loss of the run, parametric-contrastive',
  source:
    'Cui et al., Parametric Contrastive Learning, ICCV 2021; sizes, momentum and length of the queue of their code for CIFAR-100-LT',
  papers: ['dbm'],
  options: z.strictObject({
    queueLength: z.int().positive().default(1024).describe('keys of earlier batches that are contrasts'),
    momentum: momentumOption,
    hiddenSize: hiddenSizeOption,
    embeddingSize: embeddingSizeOption(32),
    viewAugmentation: viewAugmentationOption,
  }),
  streams: ({ viewAugmentation: augmentation }) => [{ mixing: null }, { view: 1, augmentation, mixing: null }],
  create({ queueLength, momentum, hiddenSize, embeddingSize }, { createModel, loss, seed }) {
    const network = () => embeddingNetwork(createModel(), { hiddenSize, embeddingSize, seed });
    const queries = network();
    const { model, projection } = queries;
    const twin = momentumKeys({ queries, twin: network(), queueLength, momentum, seed });
    return {
      model,
      networks: { model, projection, ...twin.networks },
      step([first, second], moment) {
        const features = model.features(first!.images, 'training');
        const logits = model.logits(features);
        const output = {
          logits,
          features: tf.concat([projection.embed(features, 'training'), twin.keys(second!)]),
          queue: { features: twin.queue.embeddings, labels: twin.queue.labels },
          classWeights: model.classWeights,
          iteration: moment.iteration,
        };
        return { loss: loss(moment)(output, first!.labels), logits };
      },
      afterStep: () => twin.afterStep(),
    };
  },
});
