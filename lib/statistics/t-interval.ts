import quantile from '@stdlib/stats-base-dists-t-quantile';
import { InputError } from '../errors.js';
import { mean, sampleStandardDeviation } from './summary.js';

export interface TInterval {
  mean: number;
  /** t · s / √n. */
  halfWidth: number;
  low: number;
  high: number;
}

export interface TIntervalOptions {
  /** Two-sided confidence level. Default 0.95. */
  confidence?: number;
}

/**
 * Student's confidence interval of a mean.
 *
 * @throws InputError for fewer than two finite numbers and a confidence outside 0 … 1.
 */
export function tInterval(values: readonly number[], { confidence = 0.95 }: TIntervalOptions = {}): TInterval {
  if (!(confidence > 0 && confidence < 1)) {
    throw new InputError(`The confidence is ${confidence}: give a number between 0 and 1, such as 0.95.`);
  }
  const standardError = sampleStandardDeviation(values) / Math.sqrt(values.length);
  const halfWidth = quantile((1 + confidence) / 2, values.length - 1) * standardError;
  const centre = mean(values);
  return { mean: centre, halfWidth, low: centre - halfWidth, high: centre + halfWidth };
}
