import { z } from 'zod';
import type { Loss } from '../losses/index.js';
import type { Model } from '../models/index.js';
import { classification } from './classification.js';
import { defineTraining } from './definition.js';
import type { Moment, Objective } from './objective.js';

/** One model that descends one loss. */
export function singleModelObjective(model: Model, loss: (moment: Moment) => Loss): Objective {
  return {
    model,
    networks: { model },
    step([batch], moment) {
      const features = model.features(batch!.images, 'training');
      return classification(model, { features, batch: batch!, loss, moment });
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
