import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { centroidOptions, createLoss } from '../losses/index.js';
import { metaEmbedding } from '../models/index.js';
import { classMeans } from './class-means.js';
import { classification } from './classification.js';
import { defineTraining } from './definition.js';
import { lossOfBatch } from './mixed.js';
import { beginningOption, stageOf } from './two-stages.js';

/**
 * OLTR's dynamic meta-embedding: a plain model first, then with a memory of class centroids before a cosine classifier, on
 * class-aware batches, and with the centroid loss beside that of the run.
 *
 * One run does both stages, at one learning rate: the second begins with the first's backbone and classifier, which asks
 * the memory from then on, and with the mean features of its last epoch as centroids. The modulated attention of the
 * paper's large images is left out.
 */
export const oltrTraining = defineTraining({
  formula:
    'stage one: L(W_h v + b, y); stage two: L(s squash(x) · ŵ, y) + w L_centroid(v, c), x = (10 / min_k ‖v − c_k‖) (v + tanh(W_s v) ⊙ softmax(W_h v + b) C)',
  source:
    'Liu et al., Large-Scale Long-Tailed Recognition in an Open World, CVPR 2019; the scales, w and the stages’ share of epochs as the released code for ImageNet-LT, which has other learning rates for the classifier and the centroids',
  papers: ['marc', 'unimix', 'mislas'],
  options: z.strictObject({
    beginning: beginningOption(1 / 3),
    centroidWeight: z.number().min(0).default(0.01).describe('w, weight of the centroid loss'),
    scale: z.number().positive().default(16).describe('s, factor on the squashed cosines'),
    reach: z.number().positive().default(10).describe('numerator of the reachability, 10 / min_k ‖v − c_k‖'),
    ...centroidOptions.shape,
  }),
  streams: () => [{}, { sampler: { name: 'class-aware' }, view: 1 }],
  create({ beginning, centroidWeight, scale, reach, ...options }, { createModel, counts, loss, seed }) {
    const model = metaEmbedding(createModel(), { scale, reach, seed });
    const seen = classMeans({ classCount: model.classCount, size: model.featureSize });
    const centroidLoss = createLoss('centroid', { counts, ...options });
    return {
      model,
      networks: { model, seen: seen.network },
      prepare([asTheyCome, classAware], moment) {
        return [stageOf(moment, beginning).isSecond ? classAware! : asTheyCome!];
      },
      step([batch], moment) {
        const stage = stageOf(moment, beginning);
        const features = model.features(batch!.images, 'training');
        const { loss: classified, logits } = classification(model, { features, batch: batch!, loss, moment });
        if (stage.isLastEpochOfFirst) seen.see(features, batch!.labels);
        const drawn = lossOfBatch(centroidLoss, { logits, features, prototypes: model.centroids }, batch!);
        // Nothing draws to the centroids before they are known; their gradient is zero then, but there is one.
        return { loss: tf.add(classified, tf.mul(stage.isSecond ? centroidWeight : 0, drawn)), logits };
      },
      afterStep(moment) {
        if (stageOf(moment, beginning).isLastStepOfFirst) tf.tidy(() => model.remember(seen.means()));
      },
    };
  },
});
