import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random/index.js';
import {
  balancedErrorOf,
  balancedErrorOnSample,
  bayesBalancedError,
  bayesScorer,
  drawGaussianPair,
  type GaussianPair,
  priorsOf,
} from '../../lib/simulation/index.js';

const pair: GaussianPair = { mean: [1, 1], deviation: 1, prior: 0.05 };
const stream = () => randomStream(0, 'test');

test('the Bayes error is that of a normal deviate beyond the distance of a mean from the line', () => {
  // 1 − Φ(√2), from a table of the normal distribution.
  expect(bayesBalancedError(pair)).toBeCloseTo(0.0786496, 7);
  expect(bayesBalancedError({ ...pair, prior: 0.4 })).toBe(bayesBalancedError(pair));
  expect(bayesScorer({ ...pair, deviation: 2 })).toEqual({ weights: [0.5, 0.5], bias: 0 });
});

test('no line has a smaller balanced error than Bayes’s', () => {
  const best = bayesBalancedError(pair);
  for (const bias of [-1, -0.1, 0.1, 1]) expect(balancedErrorOf(pair, { weights: [2, 2], bias })).toBeGreaterThan(best);
  for (const turn of [-0.3, 0.3])
    expect(balancedErrorOf(pair, { weights: [2, 2 + turn], bias: 0 })).toBeGreaterThan(best);
});

test('a large sample has the priors and the errors of the distribution', () => {
  const sample = drawGaussianPair(pair, { count: 100_000, stream: stream() });
  expect(priorsOf(sample).positive).toBeCloseTo(0.05, 2);
  const scorer = { weights: [2, 1.5], bias: -1 } as const;
  expect(balancedErrorOnSample(sample, scorer)).toBeCloseTo(balancedErrorOf(pair, scorer), 2);
});

test('the same stream gives the same points', () => {
  const [first, second] = [0, 1].map(() => drawGaussianPair(pair, { count: 50, stream: stream() }));
  expect(first).toEqual(second);
});

test('refuses a prior that leaves a class empty', () => {
  expect(() => drawGaussianPair({ ...pair, prior: 1 }, { count: 5, stream: stream() })).toThrow('the prior 1');
});
