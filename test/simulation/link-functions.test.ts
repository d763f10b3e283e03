import { describe, expect, test } from 'vitest';
import {
  type BinaryMarginLoss,
  balancedErrorRisk,
  binaryMarginLoss,
  binaryMarginSlope,
  conditionalBayesRisk,
  inverseLink,
  link,
} from '../../lib/simulation/index.js';

const prior = 0.2;
const even = { positive: 1, negative: 1 };
const none = { positive: 0, negative: 0 };
const balanced = { positive: 1 / prior, negative: 1 / (1 - prior) };
const logOdds = Math.log((1 - prior) / prior);

const logistic = (gamma: number): BinaryMarginLoss => ({ weights: even, margins: none, gamma });
const weighted = (gamma: number): BinaryMarginLoss => ({ weights: balanced, margins: even, gamma });
const shifted = (gamma: number): BinaryMarginLoss => ({
  weights: even,
  margins: { positive: logOdds / gamma, negative: -logOdds / gamma },
  gamma,
});
const both = (gamma: number): BinaryMarginLoss => ({
  weights: balanced,
  margins: { positive: 1, negative: prior / (1 - prior) },
  gamma,
});

const probabilities = [0.001, 0.1, 0.2, 0.5, 0.77, 0.999];

test('the link of the logistic loss is the logit', () => {
  for (const p of probabilities) expect(link(logistic(1), p)).toBeCloseTo(Math.log(p / (1 - p)), 12);
  expect(link(logistic(1), 0)).toBe(Number.NEGATIVE_INFINITY);
  expect(link(logistic(1), 1)).toBe(Number.POSITIVE_INFINITY);
});

describe.each([
  ['balanced', weighted],
  ['unequal margins', shifted],
  ['both', both],
])('%s', (_, lossOf) => {
  test.each([1, 8])('the link is where the expected loss is least, and its inverse leads back (γ = %s)', (gamma) => {
    const loss = lossOf(gamma);
    for (const p of probabilities) {
      const score = link(loss, p);
      const slope = binaryMarginSlope(loss, score);
      expect(p * slope.positive + (1 - p) * slope.negative).toBeCloseTo(0, 9);
      expect(inverseLink(loss, score)).toBeCloseTo(p, 9);
    }
  });

  test('the slope is the derivative of the loss', () => {
    const loss = lossOf(8);
    const step = 1e-5;
    const [before, after] = [binaryMarginLoss(loss, 0.3 - step), binaryMarginLoss(loss, 0.3 + step)];
    const { positive, negative } = binaryMarginSlope(loss, 0.3);
    expect((after.positive - before.positive) / (2 * step)).toBeCloseTo(positive, 6);
    expect((after.negative - before.negative) / (2 * step)).toBeCloseTo(negative, 6);
  });
});

test('weights or margins alone predict as the balanced error wants at every γ, both only in the limit', () => {
  for (const gamma of [0.5, 1, 8]) {
    expect(inverseLink(weighted(gamma), 0)).toBeCloseTo(prior, 12);
    expect(inverseLink(shifted(gamma), 0)).toBeCloseTo(prior, 12);
  }
  expect(Math.abs(inverseLink(both(1), 0) - prior)).toBeGreaterThan(0.02);
  expect(inverseLink(both(200), 0)).toBeCloseTo(prior, 9);
});

test('margins leave the conditional Bayes risk as it is, weights bring it closer to that of the balanced error', () => {
  const distance = (loss: BinaryMarginLoss) => {
    const grid = Array.from({ length: 101 }, (_, i) => i / 100);
    const risks = grid.map((p) => conditionalBayesRisk(loss, p));
    const highest = Math.max(...risks);
    return Math.max(...risks.map((risk, i) => Math.abs(risk / highest - balancedErrorRisk(prior, grid[i]!))));
  };
  for (const p of probabilities)
    expect(conditionalBayesRisk(shifted(1), p)).toBeCloseTo(conditionalBayesRisk(logistic(1), p), 12);
  for (const gamma of [1, 8]) expect(distance(weighted(gamma))).toBeLessThan(distance(logistic(gamma)));
  expect(conditionalBayesRisk(both(8), 0)).toBe(0);
});

test('the risk of the balanced error is a tent with its top at the prior', () => {
  expect([0, 0.1, 0.2, 0.6, 1].map((p) => balancedErrorRisk(prior, p))).toBeAllclose([0, 0.5, 1, 0.5, 0]);
});

test('refuses constants out of range', () => {
  expect(() => link({ ...logistic(1), gamma: 0 }, 0.5)).toThrow('γ is 0: give a finite number above zero.');
  expect(() => inverseLink({ ...logistic(1), margins: { positive: Number.NaN, negative: 0 } }, 0)).toThrow('margin');
});
