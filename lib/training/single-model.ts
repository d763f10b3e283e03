import { z } from 'zod';
import type { Loss } from '../losses/index.js';
import type { Model } from '../models/index.js';
import { defineTraining } from './definition.js';
import { lossOfBatch, mixFeatures } from './mixed.js';
import type { Moment, Objective } from './objective.js';

/** One model that descends one loss. */
export function singleModelObjective(model: Model, loss: (moment: Moment) => Loss): Objective {
  return {
    model,
    networks: { model },
    step([batch], moment) {
      const features = mixFeatures(model.features(batch!.images, 'training'), batch!);
      const logits = model.logits(features);
      const output = { logits, features, classWeights: model.classWeights, iteration: moment.iteration };
      return { loss: lossOfBatch(loss(moment), output, batch!), logits };
    },
  };
}

export const singleModelTraining = defineTraining({
  formula: 'minimise mean L(W z(x) + b, y); mixed images: λ L(η, y) + (1 − λ) L(η, y′)',
  source: 'Zhang et al., mixup, ICLR 2018; Verma et al., Manifold Mixup, ICML 2019, at the last layer',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({}),
  create: (_, { createModel, loss }) => singleModelObjective(createModel(), loss),
});
