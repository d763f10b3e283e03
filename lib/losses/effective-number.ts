import { checkNumber } from '../check-number.js';
import { checkClassCounts } from './validation.js';

export interface EffectiveNumberOptions {
  /** β of the effective number (1 - β^n) / (1 - β); 0 gives equal weights, β → 1 weights of 1/n. Default 0.9999. */
  beta?: number;
  /** Whether the weights are scaled to the sum K (`sum-to-class-count`, default) or left as they are (`none`). */
  normalisation?: 'sum-to-class-count' | 'none';
}

/**
 * Class weights (1 - β) / (1 - β^n), the inverse of each class's effective number of samples.
 *
 * @throws InputError for an empty class and for β outside 0 … 1.
 * @see Cui et al., Class-Balanced Loss Based on Effective Number of Samples, CVPR 2019, eq. 2 and 10.
 */
export function effectiveNumberWeights(
  classCounts: readonly number[],
  { beta = 0.9999, normalisation = 'sum-to-class-count' }: EffectiveNumberOptions = {},
): number[] {
  checkClassCounts(classCounts, classCounts.length);
  checkNumber('beta', beta, { atLeast: 0, below: 1 });
  // expm1 and log1p keep the digits that 1 - β^n loses for β near 1 and small n.
  const weights = classCounts.map((count) => (1 - beta) / -Math.expm1(count * Math.log1p(beta - 1)));
  if (normalisation === 'none') return weights;
  const scale = classCounts.length / weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight * scale);
}
