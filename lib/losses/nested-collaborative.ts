import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { divergence } from './divergence.js';
import { hardCategories, hardShareOption, otherCategoriesOption, withoutOthers } from './hard-categories.js';
import { defineLoss } from './loss.js';
import { peersOf } from './peers.js';
import { classPrior } from './prior.js';

export const nestedCollaborativeOptions = z.strictObject({
  lambda: z.number().min(0).default(0.6).describe('λ, weight of the distillation'),
  hardShare: hardShareOption,
  others: otherCategoriesOption,
});

/** NCL's loss between experts (NBOD): each learns from every other one, over all categories and over the hard ones. */
export const nestedCollaborativeDefinition = defineLoss({
  formula:
    'λ/(M−1) Σ_a Σ_{b≠a} KL(p_b ‖ p_a) + KL(p_b^H ‖ p_a^H), p = softmax(z + log π) of each of M experts, p^H restricted to the hard categories H of the first',
  source:
    'Li et al., Nested Collaborative Learning for Long-Tailed Visual Recognition, CVPR 2022, λ = 0.6; their code keeps the other categories with the logit zero (others: zero)',
  papers: ['dbm'],
  options: nestedCollaborativeOptions,
  create: ({ lambda, hardShare, others }, { counts }) => {
    const logPrior = classPrior(counts).map(Math.log);
    return batchMean((output, labels) => {
      const experts = [output.logits, ...peersOf(output)];
      const hard = hardCategories(output.logits, labels, hardShare);
      const balanced = experts.map((logits): tf.Tensor2D => tf.add(logits, tf.tensor1d(logPrior)));
      const nested = [balanced, balanced.map((logits) => withoutOthers(logits, hard, others))];
      const divergences = nested.flatMap((perspective) =>
        perspective.flatMap((student) =>
          perspective.filter((teacher) => teacher !== student).map((teacher) => divergence(teacher, student)),
        ),
      );
      // Not addN, of which a graphics card takes only so many at once.
      const total = divergences.reduce((sum, each) => tf.add(sum, each));
      return tf.mul(lambda / (experts.length - 1), total);
    });
  },
});
