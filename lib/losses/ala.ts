import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { valuesOfSamples } from './class-values.js';
import { defineLoss } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { replaceTargetCosine } from './target-cosine.js';

/**
 * Adaptive logit adjustment: takes the product of a sample's difficulty (1 − cos θ_y) / 2 and its class's rarity from
 * the cosine of the label. Takes the cosines of a cosine head of scale 1; gradients pass through the difficulty too.
 */
export const alaDefinition = defineLoss({
  formula: 'CE(s (cos θ_k − [k = y] A), y), A = (1 − cos θ_y) / 2 · 1 / log(n_y / n_min + 1)',
  source: 'Zhao et al., Adaptive Logit Adjustment Loss for Long-Tailed Visual Recognition, AAAI 2022',
  papers: ['dbm'],
  takesCosines: true,
  options: z.strictObject({
    scale: z.number().positive().default(30).describe('s, the factor on cosines'),
  }),
  create: ({ scale }, { counts }) => {
    const smallest = Math.min(...counts);
    const rarities = counts.map((count) => 1 / Math.log(count / smallest + 1));
    return batchMean(({ logits: cosines }, labels) => {
      const adjusted = replaceTargetCosine(cosines, labels, (targets) => {
        const difficulties = tf.div(tf.sub(1, targets), 2);
        return tf.sub(targets, tf.mul(difficulties, valuesOfSamples(rarities, labels)));
      });
      return softmaxCrossEntropy(tf.mul(adjusted, scale), labels);
    });
  },
});
