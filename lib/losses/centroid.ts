import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { batchMean } from './batch-mean.js';
import { defineLoss, type LossOutput } from './loss.js';
import { oneHot } from './one-hot.js';
import { squareRoot } from './square-root.js';
import { squaredDistances } from './squared-distances.js';
import { featuresOf } from './validation.js';
import { wholeBatch } from './whole-batch.js';

/**
 * ‖v − c_k‖² from each sample to each class's centroid, [n, K].
 *
 * @throws InputError when there are none, or of another shape.
 */
function distancesToCentroids(output: LossOutput): tf.Tensor2D {
  const features = featuresOf(output);
  const { logits, prototypes } = output;
  const expected = [logits.shape[1], features.shape[1]];
  if (prototypes?.rank !== 2 || prototypes.shape.some((size, axis) => size !== expected[axis])) {
    throw new InputError(
      `Prototypes have shape [${prototypes?.shape ?? ''}]: this loss needs the centroids of the classes, [${expected}].`,
    );
  }
  return squaredDistances(features, prototypes);
}

export const centroidOptions = z.strictObject({
  form: z
    .enum(['large-margin', 'attract-and-repel'])
    .default('large-margin')
    .describe('the hinge on distances of the paper, or the two terms of squared distances of the released code'),
  margin: z.number().min(0).default(5).describe('m, how much farther the other centroids are to lie'),
  repulsion: z.number().min(0).default(0.01).describe('w, factor on the second term of attract-and-repel'),
});

/**
 * OLTR's centroid loss: draws features to the centroid of their class and away from the others. Takes features and,
 * as `prototypes`, the centroids; gradients reach both. OLTR adds it to cross-entropy, in its code with the factor 0.01.
 *
 * The hinge of the paper, over the distances to all K − 1 others, is seldom above zero when K is large. The released
 * code (`attract-and-repel`, with the margin 10) has two terms of squared distances, the second over the whole batch, so
 * that it refuses sample weights.
 */
export const centroidDefinition = defineLoss({
  formula:
    'large-margin: max(0, ‖v − c_y‖ − Σ_(k≠y) ‖v − c_k‖ + m); attract-and-repel: mean ‖v − c_y‖² / 2 + w max(0, m − mean_i Σ_(k≠y) ‖v − c_k‖² / K)',
  source:
    'Liu et al., Large-Scale Long-Tailed Recognition in an Open World, CVPR 2019, large-margin loss L_LM; form: attract-and-repel as the released code',
  papers: ['marc', 'unimix', 'mislas'],
  options: centroidOptions,
  create: ({ form, margin, repulsion }) => {
    if (form === 'large-margin') {
      return batchMean((output, labels) => {
        const distances = squareRoot(distancesToCentroids(output));
        const signs = tf.sub(tf.mul(2, oneHot(labels, distances.shape[1])), 1);
        return tf.relu(tf.add<tf.Tensor1D>(tf.sum(tf.mul(distances, signs), 1), margin));
      });
    }
    return wholeBatch('centroid', (output, labels) => {
      const distances = distancesToCentroids(output);
      const own = oneHot(labels, distances.shape[1]);
      const attraction = tf.div(tf.sum(tf.mul(distances, own)), 2 * labels.shape[0]);
      const others = tf.mean(tf.mul(distances, tf.sub(1, own)));
      return tf.add(attraction, tf.mul(repulsion, tf.relu(tf.sub(margin, others))));
    });
  },
});
