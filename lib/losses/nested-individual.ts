import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { hardCategories, hardShareOption, otherCategoriesOption, withoutOthers } from './hard-categories.js';
import { defineLoss } from './loss.js';
import { classPrior } from './prior.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** NCL's loss of one expert (NIL): balanced softmax over all categories, and once more over the hard ones. */
export const nestedIndividualDefinition = defineLoss({
  formula:
    '−log softmax(v)_y − log softmax(v restricted to H)_y, v = z + log π, H the label and the largest other logits z',
  source:
    'Li et al., Nested Collaborative Learning for Long-Tailed Visual Recognition, CVPR 2022; their code keeps the other categories with the logit zero (others: zero) and lets the first expert choose H for all',
  papers: ['dbm'],
  options: z.strictObject({ hardShare: hardShareOption, others: otherCategoriesOption }),
  create: ({ hardShare, others }, { counts }) => {
    const logPrior = classPrior(counts).map(Math.log);
    return batchMean(({ logits }, labels) => {
      const balanced: tf.Tensor2D = tf.add(logits, tf.tensor1d(logPrior));
      const hard = hardCategories(logits, labels, hardShare);
      return tf.add(
        softmaxCrossEntropy(balanced, labels),
        softmaxCrossEntropy(withoutOthers(balanced, hard, others), labels),
      );
    });
  },
});
