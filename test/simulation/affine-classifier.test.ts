import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { createLoss } from '../../lib/losses/index.js';
import { randomStream } from '../../lib/random/index.js';
import {
  adjustLogits,
  binaryMarginLoss,
  drawGaussianPair,
  fitAffineScorer,
  marginLosses,
  normaliseWeights,
  priorsOf,
  weightedAndShiftedLosses,
} from '../../lib/simulation/index.js';

const pair = { mean: [1, 1], deviation: 1, prior: 0.05 } as const;
const sample = drawGaussianPair(pair, { count: 5_000, stream: randomStream(0, 'affine classifier') });
const priors = priorsOf(sample);
const losses = marginLosses(priors);
const erm = fitAffineScorer(sample, losses.ERM);

/** Mean loss of an affine scorer, without the code that is tested. */
function risk(loss: typeof losses.ERM, [w1, w2, b]: number[]): number {
  let sum = 0;
  for (const side of ['positive', 'negative'] as const) {
    const { x, y } = sample[side];
    for (let i = 0; i < x.length; i++) sum += binaryMarginLoss(loss, w1! * x[i]! + w2! * y[i]! + b!)[side];
  }
  return sum / 5_000;
}

test('logistic regression finds the log odds of the classes’ densities', () => {
  expect(erm.weights).toBeAllclose([2, 2], { absolute: 0.15 });
  expect(erm.bias).toBeCloseTo(Math.log(priors.positive / priors.negative), 0);
});

test.each([...Object.entries(losses), ...Object.entries(weightedAndShiftedLosses(0.05, { gamma: 4 }))])(
  '%s: no step leads to a smaller loss',
  (_, loss) => {
    const { weights, bias } = fitAffineScorer(sample, loss);
    const at = [...weights, bias];
    const least = risk(loss, at);
    for (const i of [0, 1, 2])
      for (const step of [-1e-3, 1e-3])
        expect(
          risk(
            loss,
            at.map((value, j) => value + (i === j ? step : 0)),
          ),
        ).toBeGreaterThan(least);
  },
);

test('the minimum does not depend on the start', () => {
  const elsewhere = fitAffineScorer(sample, losses.Adaptive, { start: { weights: [-3, 1], bias: 2 } });
  const { weights, bias } = fitAffineScorer(sample, losses.Adaptive);
  expect([...elsewhere.weights, elsewhere.bias]).toBeAllclose([...weights, bias], { relative: 1e-7 });
});

test('adjusting logits after training and in the loss is the same where the loss is convex', () => {
  const trained = fitAffineScorer(sample, losses['Logit-adjusted']);
  const adjusted = adjustLogits(erm, 1, priors);
  expect([...trained.weights, trained.bias]).toBeAllclose([...adjusted.weights, adjusted.bias], { relative: 1e-7 });
});

test('two opposite scores keep their signs whatever positive numbers they are divided by', () => {
  for (const tau of [0, 0.5, 2]) {
    const { weights, bias } = normaliseWeights(erm, tau, 'divided');
    expect([weights[0] / bias, weights[1] / bias]).toBeAllclose([erm.weights[0] / erm.bias, erm.weights[1] / erm.bias]);
  }
  expect(normaliseWeights(erm, 0, 'kept')).toEqual(erm);
  const kept = normaliseWeights({ weights: [6, 8], bias: 3 }, 1, 'kept');
  expect([...kept.weights, kept.bias]).toBeAllclose([1.2, 1.6, 3]);
  expect(normaliseWeights({ weights: [6, 8], bias: 3 }, 1, 'dropped').bias).toBe(0);
});

test('its losses are those that networks are trained with', async () => {
  await startEngine();
  const counts = [50, 950];
  const named = {
    ERM: createLoss('cross-entropy', { counts }),
    Adaptive: createLoss('adaptive-margin', { counts }),
    Equalised: createLoss('equalised', { counts }),
    'Logit-adjusted': createLoss('logit-adjusted', { counts }),
  };
  const binary = marginLosses({ positive: 0.05, negative: 0.95 });
  for (const score of [-2, 0.5])
    for (const [label, side] of (['positive', 'negative'] as const).entries())
      for (const [name, loss] of Object.entries(named)) {
        const value = tf.tidy(() =>
          loss({ logits: tf.tensor2d([[score / 2, -score / 2]]) }, tf.tensor1d([label], 'int32')),
        );
        const [computed] = await value.data();
        expect(computed).toBeCloseTo(binaryMarginLoss(binary[name as keyof typeof binary], score)[side], 5);
      }
});

test('refuses classes that a line separates, and a class without points', () => {
  const positive = { x: Float64Array.of(1, 2), y: Float64Array.of(1, 3) };
  const negative = { x: Float64Array.of(-1, -2), y: Float64Array.of(-1, 0) };
  expect(() => fitAffineScorer({ positive, negative }, losses.ERM)).toThrow('a line separates');
  const none = { x: new Float64Array(), y: new Float64Array() };
  expect(() => fitAffineScorer({ positive, negative: none }, losses.ERM)).toThrow('A class has no points');
});
