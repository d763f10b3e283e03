import cdf from '@stdlib/stats-base-dists-t-cdf';
import { InputError } from '../errors.js';
import { checkSample, mean } from './summary.js';

/**
 * Student's two-sample t test with equal variances, of the hypothesis that the mean of `a` is above that of `b`.
 *
 * Samples without any spread leave nothing to chance: p is then 0, 1, or one half for equal means.
 *
 * @returns the statistic and p, the probability of one at least as large if both means were equal.
 * @throws InputError for an empty sample, fewer than three numbers in all, and numbers that are not finite.
 */
export function oneSidedTTest(a: readonly number[], b: readonly number[]): { t: number; p: number } {
  checkSample(a, 1);
  checkSample(b, 1);
  const freedom = a.length + b.length - 2;
  if (freedom < 1) throw new InputError('Two samples of one value each cannot be tested: add seeds to one of them.');
  const difference = mean(a) - mean(b);
  const pooledVariance = (squaredDeviations(a) + squaredDeviations(b)) / freedom;
  if (pooledVariance === 0) {
    const sign = Math.sign(difference);
    return { t: sign === 0 ? 0 : sign * Number.POSITIVE_INFINITY, p: (1 - sign) / 2 };
  }
  const t = difference / Math.sqrt(pooledVariance * (1 / a.length + 1 / b.length));
  // The lower tail at -t keeps the digits that 1 - cdf(t) loses for small p.
  return { t, p: cdf(-t, freedom) };
}

function squaredDeviations(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
