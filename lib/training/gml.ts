import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { createLoss, divergence, gaussianMixtureLikelihoodOptions } from '../losses/index.js';
import { cifarResNet, classQueue, followMovingAverage, loadWeights, type Network, untrained } from '../models/index.js';
import { classification } from './classification.js';
import { defineTraining } from './definition.js';
import { jointFeatures } from './joint-features.js';
import { embeddingNetwork } from './momentum-keys.js';
import { embeddingSizeOption, hiddenSizeOption, momentumOption, namedSteps } from './view-options.js';

/** What logits are divided by before they are distilled, as in the released code. */
const softness = 4;

/**
 * Mutual information between features and labels: classification, the Gaussian mixture likelihood of embeddings among a
 * teacher's features of each class, which a queue keeps, and distillation of the teacher's logits. The teacher is a model
 * trained before, or else a moving average of the one that is trained.
 */
export const gmlTraining = defineTraining({
  formula:
    'minimise γ L(η, y) + β L_GML(q, queue; T) + α 4² KL(softmax(η_t / 4) ‖ softmax(η / 4)); L is the loss of the run, T is learned',
  source:
    'Suh and Seo, Long-Tailed Recognition by Mutual Information Maximization, ICML 2023; distillation, sizes and the queue by classes as their code for CIFAR, whose teacher is a ResNet-56 and which scales cosines by 30 and adds log π',
  papers: ['dbm'],
  options: z.strictObject({
    gamma: z.number().positive().default(1).describe('γ, weight of the classification'),
    beta: z.number().positive().default(1).describe('β, weight of the likelihood'),
    alpha: z.number().min(0).default(1).describe('α, weight of the distillation'),
    ...gaussianMixtureLikelihoodOptions.shape,
    queueLength: z.int().positive().default(4096).describe('features of the teacher that are kept'),
    queueBase: z.int().positive().default(2).describe('how many of them each class has at least'),
    teacherWeights: z
      .string()
      .optional()
      .describe(
        'safetensors file of the teacher, with the head of the run; without it the teacher is a moving average',
      ),
    teacherDepth: z.int().optional().describe('depth of that teacher; by default that of the run'),
    momentum: momentumOption,
    hiddenSize: hiddenSizeOption,
    embeddingSize: embeddingSizeOption(32),
    viewAugmentation: namedSteps
      .optional()
      .describe('augmentation of the contrasted views; by default, as for CIFAR, that of the run'),
  }),
  streams: ({ viewAugmentation }) => {
    const view = { ...(viewAugmentation && { augmentation: viewAugmentation }), mixing: null };
    return [{}, { ...view, view: 1 }, { ...view, view: 2 }];
  },
  create(options, { createModel, modelOptions, logitScale, counts, loss, seed }) {
    const { gamma, beta, alpha, temperature, queueLength, queueBase, teacherWeights, teacherDepth, momentum } = options;
    const { hiddenSize, embeddingSize } = options;
    const { model, projection } = embeddingNetwork(createModel(), { hiddenSize, embeddingSize, seed });
    const { model: teacher, projection: keyProjection } = embeddingNetwork(
      teacherWeights
        ? cifarResNet({ ...modelOptions, depth: teacherDepth ?? modelOptions.depth, seed: null })
        : createModel(),
      { hiddenSize, embeddingSize, seed },
    );
    if (teacherWeights) loadWeights(teacher, teacherWeights);
    const queue = classQueue({ counts, length: queueLength, base: queueBase, size: teacher.featureSize });
    const logTemperature = tf.tidy(() => tf.variable(tf.scalar(Math.log(temperature)), true));
    const learned: Network = {
      parameters: new Map([['log_temperature', logTemperature]]),
      buffers: new Map(),
      batchesTracked: 0,
      dispose: () => logTemperature.dispose(),
    };
    const likelihood = createLoss('gaussian-mixture-likelihood', { counts, temperature });
    // A given teacher stays as it is, but for the projection of its features; a moving average learns nothing itself.
    const embedKeys = (features: tf.Tensor2D) => keyProjection.embed(features, 'training');
    const keysOf = (features: tf.Tensor2D) =>
      teacherWeights ? embedKeys(features) : withoutGradient(features, embedKeys);
    const teacherMode = teacherWeights ? 'inference' : 'training';
    return {
      model,
      networks: {
        model,
        projection,
        teacher: untrained(teacher),
        'key-projection': teacherWeights ? keyProjection : untrained(keyProjection),
        queue,
        temperature: learned,
      },
      step([classified, contrasted, keyed], moment) {
        const [features, queryFeatures] = jointFeatures(model, [classified!, contrasted!]) as [
          tf.Tensor2D,
          tf.Tensor2D,
        ];
        const { loss: supervised, logits } = classification(model, { features, batch: classified!, loss, moment });

        const { labels } = keyed!;
        const teacherFeatures = withoutGradient(tf.concat([classified!.images, keyed!.images]), (images) =>
          teacher.features(images, teacherMode),
        );
        const [seen, keys] = tf.split(teacherFeatures, 2) as [tf.Tensor2D, tf.Tensor2D];
        const images = queue.push(keys, labels);
        const output = {
          logits,
          features: projection.embed(queryFeatures, 'training'),
          queue: { features: keysOf(queue.features), labels: queue.labels, images },
          temperature: tf.exp(logTemperature) as tf.Scalar,
        };
        const softened = (each: tf.Tensor2D): tf.Tensor2D => tf.mul(each, logitScale / softness);
        const distilled = tf.mean(divergence(softened(teacher.logits(seen)), softened(logits)));
        const terms = [
          tf.mul(gamma, supervised),
          tf.mul(beta, likelihood(output, labels)),
          tf.mul(alpha * softness ** 2, distilled),
        ];
        return { loss: tf.addN(terms) as tf.Scalar, logits };
      },
      afterStep() {
        if (teacherWeights) return;
        followMovingAverage(teacher, model, { momentum });
        followMovingAverage(keyProjection, projection, { momentum });
      },
    };
  },
});
