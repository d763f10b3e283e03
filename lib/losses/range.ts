import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { withoutGradient } from '../engine/index.js';
import { longestPairs } from './longest-pairs.js';
import { defineLoss } from './loss.js';
import { equals, ones } from './masks.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { squaredDistances } from './squared-distances.js';
import { featuresOf } from './validation.js';
import { wholeBatch } from './whole-batch.js';

/** Distances below this count as this, so that their inverse is finite. */
const shortest = 1e-12;

/**
 * Σ over the classes of a batch of the harmonic mean of their k largest squared distances; a class of one sample adds
 * nothing. Features [n, d], `same` ones where two samples share a class, [n, n].
 */
function spreadOfClasses(features: tf.Tensor2D, same: tf.Tensor2D, k: number): tf.Scalar {
  const sumOfClass = (values: tf.Tensor) => tf.matMul(same, tf.sum<tf.Tensor2D>(values, 1, true));
  const distances = squaredDistances(features, features);
  const shares = withoutGradient(distances, (lengths) => {
    const places = tf.range(0, lengths.shape[0]);
    const isPair = tf.logicalAnd(tf.cast(same, 'bool'), tf.less(tf.expandDims(places, 1), tf.expandDims(places, 0)));
    const chosen = longestPairs(tf.where(isPair, lengths, -1), same, k);
    return tf.div<tf.Tensor2D>(chosen, tf.maximum(sumOfClass(chosen), 1));
  });
  const meanInverses = sumOfClass(tf.div(shares, tf.maximum(distances, shortest)));
  const sizes = tf.sum<tf.Tensor2D>(same, 1, true);
  const alone = ones(tf.equal(sizes, 1));
  const harmonicMeans = tf.div(tf.sub(1, alone), tf.add(meanInverses, alone));
  // Each of the samples of a class has the harmonic mean of that class.
  return tf.sum(tf.div(harmonicMeans, sizes));
}

/** max(0, m − the smallest squared distance between the centres of two classes of a batch); zero for a single class. */
function closenessOfClasses(features: tf.Tensor2D, same: tf.Tensor2D, margin: number): tf.Scalar {
  const sizes = tf.sum<tf.Tensor2D>(same, 1, true);
  const centres = tf.div<tf.Tensor2D>(tf.matMul(same, features), sizes);
  const distances = squaredDistances(centres, centres);
  const shares = withoutGradient(distances, (lengths) => {
    const between = tf.where(tf.cast(same, 'bool'), Number.POSITIVE_INFINITY, lengths);
    const nearest = tf.mul(ones(tf.equal(between, tf.min(between))), tf.sub(1, same));
    return tf.divNoNan<tf.Tensor2D>(nearest, tf.sum(nearest));
  });
  return tf.relu(tf.sum<tf.Scalar>(tf.mul(shares, tf.sub(margin, distances))));
}

/**
 * Range loss, plus cross-entropy: draws the most distant samples of each class together and the two nearest class
 * centres of the batch apart. Takes features; one loss of the batch, so that it refuses sample weights.
 *
 * A class with fewer than k pairs in the batch counts those that it has. Squared distances of features are large, and the
 * factors small: with α = β = 1 all features fall into one point. The OLTR code, behind the long-tailed tables that list
 * this loss, can have ones, with m = 5: it takes distances inside classes without the square, only the k largest of all
 * classes together, and centres that it learns apart from the features.
 */
export const rangeDefinition = defineLoss({
  formula:
    'α Σ_c k / Σ_(j≤k) 1/D_cj + β max(0, m − D_centre) + w CE(z, y), D_cj the j-th largest ‖x − x′‖² in class c, D_centre the smallest ‖x̄_c − x̄_c′‖²',
  source: 'Zhang et al., Range Loss for Deep Face Recognition with Long-Tailed Training Data, ICCV 2017, section 3',
  papers: ['mislas'],
  options: z.strictObject({
    k: z.number().int().min(1).default(2).describe('k, how many of the largest distances of a class count'),
    margin: z
      .number()
      .min(0)
      .default(20_000)
      .describe('m, the squared distance beyond which class centres are left alone'),
    alpha: z.number().min(0).default(5e-5).describe('α, factor on the term inside classes'),
    beta: z.number().min(0).default(1e-4).describe('β, factor on the term between classes'),
    crossEntropyWeight: z.number().min(0).default(1).describe('w, factor on the cross-entropy of the logits'),
  }),
  create: ({ k, margin, alpha, beta, crossEntropyWeight }) =>
    wholeBatch('range', (output, labels) => {
      const features = featuresOf(output);
      const same = equals(labels, labels);
      return tf.addN([
        tf.mul<tf.Scalar>(alpha, spreadOfClasses(features, same, k)),
        tf.mul<tf.Scalar>(beta, closenessOfClasses(features, same, margin)),
        tf.mul<tf.Scalar>(crossEntropyWeight, tf.mean(softmaxCrossEntropy(output.logits, labels))),
      ]);
    }),
});
