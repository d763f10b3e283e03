import { expect, test } from 'vitest';
import { bayesBalancedError, gaussianTrials, marginLosses } from '../../lib/simulation/index.js';

const pair = { mean: [1, 1], deviation: 1, prior: 0.05 } as const;
const options = { trials: 8, trainCount: 4000, testCount: 4000 };

test('the logit-adjusted loss comes close to the Bayes error, the other losses less so', () => {
  const trials = [...gaussianTrials(pair, marginLosses, options)];
  const mean = (name: 'ERM' | 'Adaptive' | 'Equalised' | 'Logit-adjusted') =>
    trials.reduce((sum, { errors }) => sum + errors[name], 0) / trials.length;
  expect(Math.abs(mean('Logit-adjusted') - bayesBalancedError(pair))).toBeLessThan(0.01);
  expect(mean('Equalised')).toBeGreaterThan(mean('Logit-adjusted'));
  expect(mean('Adaptive')).toBeGreaterThan(mean('Equalised'));
  expect(mean('ERM')).toBeGreaterThan(mean('Adaptive'));
});

test('a trial does not depend on how many there are, another seed gives others', () => {
  const errors = (changes: object) => {
    const [first] = gaussianTrials(pair, marginLosses, { ...options, ...changes });
    return first!.errors;
  };
  expect(errors({ trials: 1 })).toEqual(errors({}));
  expect(errors({ seed: 1 })).not.toEqual(errors({}));
});
