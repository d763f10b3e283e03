import { quantileSorted } from 'simple-statistics';
import { checkCount } from '../check-number.js';
import { InputError } from '../errors.js';
import type { RandomStream } from '../random/index.js';
import { checkSample, mean } from './summary.js';

export interface BootstrapOptions {
  /** Where the resamples are drawn from; a stream of one's own makes the result repeatable. */
  stream: RandomStream;
  /** Number of resamples. Default 2000. */
  resamples?: number;
}

function resample(values: readonly number[], stream: RandomStream): number[] {
  return Array.from(values, () => values[stream.integer(values.length)]!);
}

export interface BootstrapIntervalOptions extends BootstrapOptions {
  /** Two-sided confidence level. Default 0.95. */
  confidence?: number;
  /** What is estimated. Default the mean. */
  statistic?: (values: readonly number[]) => number;
}

/**
 * Percentile bootstrap interval of a statistic.
 *
 * @throws InputError for an empty sample, numbers that are not finite, and options out of range.
 */
export function bootstrapInterval(
  values: readonly number[],
  { stream, resamples = 2000, confidence = 0.95, statistic = mean }: BootstrapIntervalOptions,
): { low: number; high: number } {
  checkSample(values, 1);
  checkCount('The number of resamples', resamples);
  if (!(confidence > 0 && confidence < 1)) {
    throw new InputError(`The confidence is ${confidence}: give a number between 0 and 1, such as 0.95.`);
  }
  const estimates = Array.from({ length: resamples }, () => statistic(resample(values, stream))).sort((a, b) => a - b);
  return {
    low: quantileSorted(estimates, (1 - confidence) / 2),
    high: quantileSorted(estimates, (1 + confidence) / 2),
  };
}

/**
 * The share of resamples in which a statement about several samples holds; each sample is resampled on its own.
 *
 * @throws InputError for an empty sample, numbers that are not finite, and a number of resamples below one.
 */
export function bootstrapProbability(
  samples: readonly (readonly number[])[],
  holds: (...resampled: number[][]) => boolean,
  { stream, resamples = 2000 }: BootstrapOptions,
): number {
  for (const sample of samples) checkSample(sample, 1);
  checkCount('The number of resamples', resamples);
  let holding = 0;
  for (let round = 0; round < resamples; round++) {
    if (holds(...samples.map((sample) => resample(sample, stream)))) holding++;
  }
  return holding / resamples;
}
