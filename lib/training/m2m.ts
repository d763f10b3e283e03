import { z } from 'zod';
import { copyNetwork, untrained } from '../models/index.js';
import { defineTraining } from './definition.js';
import { translate } from './major-to-minor.js';
import { singleModelObjective } from './single-model.js';
import { beginningOption, stageOf } from './two-stages.js';

/**
 * Major-to-minor translation: in the last epochs, of a class-balanced batch images of a rare class make way for images of
 * the batch's common classes that a classifier g takes for the rare one after some steps along its gradient.
 *
 * One run does both stages: g, in the paper trained beforehand, is a copy of the model at the beginning of the
 * translation, after 160 of 200 epochs as there.
 */
export const m2mTraining = defineTraining({
  formula:
    'x* ← x − η ∇/‖∇‖ of CE(g(x), k) + λ f_y(x), T times from x + noise; takes the place of an image of class k where g_k(x*) ≥ γ, with probability 1 − β^(n_y − n_k)',
  source:
    'Kim et al., M2m: Imbalanced Classification via Major-to-minor Translation, CVPR 2020, algorithm 1; the common images are drawn from the batch and γ bounds the probability, as in the released code',
  papers: ['unimix'],
  options: z.strictObject({
    beginning: beginningOption(0.8),
    beta: z.number().gt(0).lt(1).default(0.999).describe('β, the closer to 1 the rarer a class has to be'),
    lambda: z.number().min(0).default(0.5).describe('λ, weight of the logit of the class that is left'),
    gamma: z.number().min(0).max(1).default(0.9).describe('γ, the least probability of the new class'),
    steps: z.int().positive().default(10).describe('T, steps along the gradient'),
    stepSize: z.number().positive().default(0.1).describe('η, length of a step, in pixels of 0 to 1'),
    noise: z.number().min(0).default(0.5).describe('length of the random displacement at the start, likewise'),
  }),
  streams: () => [{}, { sampler: { name: 'class-balanced' }, view: 1, mixing: null }],
  create({ beginning, ...options }, { createModel, counts, loss, normalisation, seed }) {
    const [model, classifier] = [createModel(), createModel()];
    return {
      ...singleModelObjective(model, loss),
      networks: { model, classifier: untrained(classifier) },
      prepare([asTheyCome, balanced], moment) {
        if (!stageOf(moment, beginning).isSecond) return [asTheyCome!];
        const context = { model, classifier, counts, normalisation, seed, iteration: moment.iteration };
        return [{ ...balanced!, images: translate(balanced!, context, options) }];
      },
      afterStep(moment) {
        if (stageOf(moment, beginning).isLastStepOfFirst) copyNetwork(classifier, model);
      },
    };
  },
});
