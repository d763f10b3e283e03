import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { normaliseRows } from '../models/index.js';
import { defineAdjustment } from './definition.js';
import type { FeatureBank } from './feature-bank.js';
import { matrix, predictor, vector } from './predictor.js';

/** Nearest class mean: no classifier but the means of the training features. */
export const ncm = defineAdjustment({
  formula: 'cos(z, μ_j), or −‖z − μ_j‖², μ_j the mean of the features of class j',
  source:
    'Kang et al., Decoupling Representation and Classifier for Long-Tailed Recognition, ICLR 2020, section 4; the released code has the three preparations of features, and the negative squared distance as logit.',
  papers: [],
  options: z.strictObject({
    distance: z
      .enum(['cosine', 'euclidean'])
      .default('cosine')
      .describe('how near a mean is: cosine of the angle, or negative squared Euclidean distance'),
    features: z
      .enum(['as-they-are', 'of-length-one', 'centred-of-length-one'])
      .default('as-they-are')
      .describe('what is done to each feature vector before means and distances; centred subtracts the mean of all'),
  }),
  fit: (bank, { distance, features }) => {
    const classCount = bank.classCounts.length;
    const centre = features === 'centred-of-length-one' ? meanFeature(bank) : new Float64Array(bank.featureSize);
    const means = matrix(classMeans(bank, centre, { unit: features !== 'as-they-are' }), classCount);
    const logits = predictor(
      { means, centre: vector(Float32Array.from(centre)) },
      (rows, tensors) => {
        const centred = tf.sub<tf.Tensor2D>(rows, tensors.centre);
        const prepared = features === 'as-they-are' ? centred : normaliseRows(centred);
        const mu = tensors.means as tf.Tensor2D;
        if (distance === 'cosine') return tf.matMul(normaliseRows(prepared), normaliseRows(mu), false, true);
        const squares = (x: tf.Tensor2D, keep: boolean) => tf.sum(tf.square(x), 1, keep);
        const products = tf.mul(2, tf.matMul(prepared, mu, false, true));
        return tf.sub(products, tf.add(squares(prepared, true), squares(mu, false)));
      },
      { classCount, featureSize: bank.featureSize },
    );
    return { logits, parameterCount: 0, parameters: {} };
  },
});

function meanFeature({ train, featureSize }: FeatureBank): Float64Array {
  const sum = new Float64Array(featureSize);
  for (let i = 0; i < train.features.length; i++) sum[i % featureSize]! += train.features[i]!;
  return sum.map((value) => value / train.count);
}

/** Means by class [K, p] of the centred features, summed in float64 in the order of the samples. */
function classMeans(
  { train, featureSize, classCounts }: FeatureBank,
  centre: Float64Array,
  { unit }: { unit: boolean },
): Float32Array {
  const sums = new Float64Array(classCounts.length * featureSize);
  const counts = new Int32Array(classCounts.length);
  const centred = new Float64Array(featureSize);
  for (let i = 0; i < train.count; i++) {
    const label = train.labels[i]!;
    let square = 0;
    for (let j = 0; j < featureSize; j++) {
      centred[j] = train.features[i * featureSize + j]! - centre[j]!;
      square += centred[j]! ** 2;
    }
    const factor = unit && square > 0 ? 1 / Math.sqrt(square) : 1;
    for (let j = 0; j < featureSize; j++) sums[label * featureSize + j]! += factor * centred[j]!;
    counts[label]!++;
  }
  return Float32Array.from(sums, (sum, i) => sum / Math.max(1, counts[Math.floor(i / featureSize)]!));
}
