import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { keepOnly, logSumExp } from './log-sum-exp.js';
import { defineLoss } from './loss.js';
import { equals } from './masks.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { squareRoot } from './square-root.js';
import { squaredDistances } from './squared-distances.js';
import { featuresOf } from './validation.js';
import { wholeBatch } from './whole-batch.js';

/** J of a batch: features [n, d], labels [n]; zero where no two samples share a class, or all of them do. */
function liftedStructure(features: tf.Tensor2D, labels: tf.Tensor1D, margin: number): tf.Scalar {
  const distances = squareRoot(squaredDistances(features, features));
  const same = equals(labels, labels);
  const repulsions = logSumExp(keepOnly(tf.sub(margin, distances), tf.sub(1, same)));
  // log(e^a + e^b) = a + softplus(b − a), without overflow.
  const ofPairs = tf.add(repulsions, tf.softplus(tf.sub(tf.transpose(repulsions), repulsions)));
  const hinges = tf.square(tf.relu(tf.add(ofPairs, distances)));
  const positives = tf.sub(same, tf.eye(labels.shape[0]));
  // Every pair stands here twice, as (i, j) and as (j, i).
  return tf.div(tf.sum(tf.mul(hinges, positives)), tf.mul(2, tf.maximum(tf.sum(positives), 1)));
}

/**
 * Lifted structured feature embedding, plus cross-entropy: draws every two samples of one class together, against all
 * samples of other classes in the batch. Takes features; one loss of the batch, so that it refuses sample weights.
 *
 * The paper trains embeddings alone (`crossEntropyWeight: 0`); the long-tailed tables that list it train a classifier.
 */
export const liftedStructureDefinition = defineLoss({
  formula:
    'Σ_(i,j)∈P max(0, J_ij)² / (2 |P|) + w CE(z, y), J_ij = D_ij + log(Σ_(k≁i) e^(α − D_ik) + Σ_(l≁j) e^(α − D_jl)), D Euclidean',
  source:
    'Oh Song et al., Deep Metric Learning via Lifted Structured Feature Embedding, CVPR 2016, eq. 4; margin: 5 as the OLTR code',
  papers: ['mislas'],
  options: z.strictObject({
    margin: z.number().default(1).describe('α, the distance beyond which samples of other classes hardly count'),
    crossEntropyWeight: z.number().min(0).default(1).describe('w, factor on the cross-entropy of the logits'),
  }),
  create: ({ margin, crossEntropyWeight }) =>
    wholeBatch('lifted-structure', (output, labels) =>
      tf.add(
        liftedStructure(featuresOf(output), labels, margin),
        tf.mul(crossEntropyWeight, tf.mean(softmaxCrossEntropy(output.logits, labels))),
      ),
    ),
});
