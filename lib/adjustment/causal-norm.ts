import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { createLoss } from '../losses/index.js';
import { rowNorms } from '../row-norms.js';
import { defineAdjustment } from './definition.js';
import { uniformValues } from './initial-values.js';
import { learn, sizeOf } from './learn.js';
import { learningOptions, lossOption } from './learning-options.js';
import { type LogitsOf, matrix, predictor, vector } from './predictor.js';

/** Norms below this count as this. */
const shortest = 1e-12;

/** Rows [n, p] cut into heads [n, H, p / H]. */
const cut = (rows: tf.Tensor, heads: number) => tf.reshape(rows, [-1, heads, rows.shape.at(-1)! / heads]);

/** Each part divided by its norm + `offset`. */
function normalise(parts: tf.Tensor, offset: number): tf.Tensor {
  const squares = tf.maximum(tf.sum(tf.square(parts), 2, true), shortest ** 2);
  return tf.div(parts, tf.add(tf.sqrt(squares), offset));
}

/**
 * Causal norm: a multi-head normalised classifier, learned while a moving average of the features tells the direction
 * into which momentum has drifted; at test time the effect of that direction is taken away.
 */
export const causalNorm = defineAdjustment({
  formula:
    'τ/H Σ_h ŵ_jh · (ẑ_h − α cos(z_h, d_h) d̂_h), ŵ = w / (‖w‖ + γ), d the moving average of training features; without α in training',
  source:
    'Tang et al., Long-Tailed Classification by Keeping the Good and Removing the Bad Momentum Causal Effect, NeurIPS 2020, section 4; there the classifier is trained with its backbone from the start, here on the frozen features of stage one. α is 1.5 on CIFAR and 3 on ImageNet-LT in the released code.',
  papers: ['marc'],
  options: z.strictObject({
    heads: z.number().int().min(1).default(2).describe('H, parts of the feature vector that are normalised apart'),
    tau: z.number().default(16).describe('τ, factor on the mean over the heads'),
    gamma: z
      .number()
      .min(0)
      .default(1 / 32)
      .describe('γ, added to the norms of the class weights'),
    alpha: z.number().min(0).default(1.5).describe('α, how much of the drift’s effect is taken away; 0 is none'),
    averageMomentum: z.number().min(0).lt(1).default(0.9).describe('μ of d ← μ d + mean feature of the mini-batch'),
    start: z
      .enum(['scratch', 'stage-one'])
      .default('scratch')
      .describe('initial weights: uniform in ±1/√p, or those of stage one'),
    loss: lossOption('cross-entropy'),
    ...learningOptions({
      epochs: 10,
      batchSize: 512,
      learningRate: 0.2,
      weightDecay: 5e-4,
      sampler: 'instance-balanced',
    }),
  }),
  fit: async (
    bank,
    { heads, tau, gamma, alpha, averageMomentum, start, loss: { name, options: lossOptions }, ...options },
    { seed },
  ) => {
    const { featureSize, classCounts } = bank;
    const classCount = classCounts.length;
    if (featureSize % heads !== 0)
      throw new InputError(
        `${featureSize} features cannot be cut into ${heads} heads: choose a divisor of ${featureSize}.`,
      );
    const classify = (parts: tf.Tensor, weight: tf.Tensor) => {
      const directions = normalise(cut(weight, heads), gamma);
      const whole = (each: tf.Tensor) => tf.reshape<tf.Rank.R2>(each, [-1, featureSize]);
      return tf.mul<tf.Tensor2D>(tf.matMul(whole(parts), whole(directions), false, true), tau / heads);
    };
    const logits: LogitsOf<'weight'> = (features, { weight }) => classify(normalise(cut(features, heads), 0), weight);
    const withoutDrift: LogitsOf<'weight' | 'drift'> = (features, { weight, drift }) => {
      const parts = normalise(cut(features, heads), 0);
      const direction = normalise(cut(drift, heads), 0);
      const cosines = tf.sum(tf.mul(parts, direction), 2, true);
      return classify(tf.sub(parts, tf.mul(tf.mul(cosines, alpha), direction)), weight);
    };

    const drawn = { inputs: featureSize, seed, name: 'weight' };
    const weight = start === 'stage-one' ? bank.head.weight : uniformValues(classCount * featureSize, drawn);
    const drift = new Float64Array(featureSize);
    const onBatch = (features: Float32Array) => {
      const count = features.length / featureSize;
      for (let j = 0; j < featureSize; j++) drift[j]! *= averageMomentum;
      for (let i = 0; i < features.length; i++) drift[i % featureSize]! += features[i]! / count;
    };
    const initial = { weight: matrix(weight, classCount) };
    const loss = createLoss(name, { counts: classCounts, ...lossOptions });
    const learned = await learn(bank, { fixed: {}, learned: initial, logits, loss, onBatch }, { ...options, seed });
    return {
      logits: predictor({ ...learned, drift: vector(Float32Array.from(drift)) }, withoutDrift, {
        classCount,
        featureSize,
      }),
      parameterCount: sizeOf(learned),
      parameters: { weightNorms: rowNorms(learned.weight.values, { rowCount: classCount }) },
    };
  },
});
