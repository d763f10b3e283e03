import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { classIndices, classSizes, contrastsOf, temperatureOption } from './contrast.js';
import { keepOnly, logSumExp } from './log-sum-exp.js';
import { defineLoss } from './loss.js';
import { classPrior } from './prior.js';
import { wholeBatch } from './whole-batch.js';

export const gaussianMixtureLikelihoodOptions = z.strictObject({ temperature: temperatureOption(0.1) });

/**
 * Gaussian mixture likelihood (GML): each class has the density of a mixture with one component at each of its contrasts,
 * and the loss is the logit-adjusted cross-entropy of these densities. Contrasts are the queue, or the other embeddings
 * of the batch where there is none; a class without contrasts has no density, and an anchor of such a class adds zero.
 *
 * With a temperature in the output, which is learned, the loss has two terms of the same form: one moves the embeddings
 * only, the other, in which an anchor is not compared with its own image, the temperature only.
 */
export const gaussianMixtureLikelihoodDefinition = defineLoss({
  formula:
    '−log( π_y S(z, y) / Σ_k π_k S(z, k) ), S(z, k) = 1/|Q_k| Σ_{q ∈ Q_k} e^{z·q/T}, Q_k the contrasts of class k; the mean over the embeddings z',
  source:
    'Suh and Seo, Long-Tailed Recognition by Mutual Information Maximization, ICML 2023; the two terms of a learned T as in their code',
  papers: ['dbm'],
  options: gaussianMixtureLikelihoodOptions,
  create: ({ temperature }, { counts }) =>
    wholeBatch('gaussian-mixture-likelihood', (output, labels) => {
      const contrasts = contrastsOf(output, labels);
      const { similarities, others, positives, sameImage } = contrasts;
      const logPrior = tf.gather(tf.tensor1d(classPrior(counts).map(Math.log)), classIndices(contrasts.labels));
      const lossOf = (exponents: tf.Tensor2D, kept: tf.Tensor2D): tf.Scalar => {
        const ofOwnClass: tf.Tensor2D = tf.mul(positives, kept);
        const sizes = classSizes(kept, contrasts.labels, counts.length);
        const logDensities: tf.Tensor2D = tf.add(exponents, tf.sub(logPrior, tf.log(sizes)));
        const joint = logSumExp(keepOnly(logDensities, ofOwnClass));
        const marginal = logSumExp(keepOnly(logDensities, kept));
        return tf.mean(tf.mul(tf.sub(marginal, joint), tf.max(ofOwnClass, 1, true)));
      };
      if (!output.temperature) return lossOf(tf.div(similarities, temperature), others);
      const learned = output.temperature;
      return tf.add(
        lossOf(tf.div(similarities, withoutGradient(learned, tf.clone)), others),
        lossOf(tf.div(withoutGradient(similarities, tf.clone), learned), tf.mul(others, tf.sub(1, sameImage))),
      );
    }),
});
