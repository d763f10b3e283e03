import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { createLoss, kPositiveContrastiveOptions, targetedSupervisedContrastiveOptions } from '../losses/index.js';
import { classTargets } from './class-targets.js';
import { classification } from './classification.js';
import { defineTraining } from './definition.js';
import { embeddingNetwork, keysAndQueue, momentumKeys } from './momentum-keys.js';
import { embeddingSizeOption, hiddenSizeOption, momentumOption, viewAugmentationOption } from './view-options.js';

/**
 * K-positive and targeted supervised contrastive learning: the backbone learns by contrast only, with a moving-average twin
 * and a queue. The classifier learns on the side, from features that it cannot move; stage two learns a better one.
 */
export const kPositiveContrastiveTraining = defineTraining({
  formula:
    'minimise L_KCL(q, k ∪ queue), or L_TSC with the targets t assigned to the classes, for the backbone, and L(W z + b) for the classifier W, b',
  source:
    'Kang et al., Exploring Balanced Feature Spaces for Representation Learning, ICLR 2021 (KCL); Li et al., Targeted Supervised Contrastive Learning, CVPR 2022 (targets: uniform); there the classifier is learned afterwards',
  papers: ['dbm'],
  options: z.strictObject({
    ...kPositiveContrastiveOptions.shape,
    targets: z
      .enum(['none', 'uniform'])
      .default('none')
      .describe('KCL, or TSC with a target for each class, uniform on the sphere'),
    ...targetedSupervisedContrastiveOptions.shape,
    queueLength: z.int().positive().default(4096).describe('keys of earlier batches that are contrasts'),
    momentum: momentumOption,
    hiddenSize: hiddenSizeOption,
    embeddingSize: embeddingSizeOption(128),
    viewAugmentation: viewAugmentationOption,
  }),
  streams: ({ viewAugmentation: augmentation }) => [
    { view: 1, augmentation, mixing: null },
    { view: 2, augmentation, mixing: null },
  ],
  create(
    { k, temperature, targets, lambda, divisor, queueLength, momentum, hiddenSize, embeddingSize },
    { createModel, counts, loss, seed },
  ) {
    const network = () => embeddingNetwork(createModel(), { hiddenSize, embeddingSize, seed });
    const queries = network();
    const { model, projection } = queries;
    const twin = momentumKeys({ queries, twin: network(), queueLength, momentum, seed });
    const assigned =
      targets === 'uniform' ? classTargets({ classCount: counts.length, size: embeddingSize, seed }) : null;
    const contrast = assigned
      ? createLoss('targeted-supervised-contrastive', { counts, k, temperature, lambda, divisor })
      : createLoss('k-positive-contrastive', { counts, k, temperature });
    return {
      model,
      networks: { model, projection, ...twin.networks, ...(assigned && { targets: assigned.network }) },
      step([first, second], moment) {
        const { labels } = first!;
        const features = model.features(first!.images, 'training');
        const embeddings = projection.embed(features, 'training');
        const queue = keysAndQueue(twin.keys(second!), labels, twin.queue);
        const fixed = withoutGradient(features, tf.clone);
        const { loss: classified, logits } = classification(model, { features: fixed, batch: first!, loss, moment });
        const contrasted = { logits, features: embeddings, queue, prototypes: assigned?.targets };
        assigned?.see(embeddings, labels);
        return { loss: tf.add(contrast(contrasted, labels), classified), logits };
      },
      async afterStep() {
        twin.afterStep();
        await assigned?.assign();
      },
    };
  },
});
