import { mean as arithmeticMean, sampleStandardDeviation as sampleDeviation } from 'simple-statistics';
import { InputError } from '../errors.js';

/** @throws InputError unless there are at least `least` values, all finite. */
export function checkSample(values: readonly number[], least: number): void {
  if (values.length < least) {
    throw new InputError(`There are ${values.length} values where at least ${least} are needed: add seeds or runs.`);
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new InputError(`Value ${wrong} of the sample is ${values[wrong]}: give finite numbers only.`);
}

/** Arithmetic mean. @throws InputError for an empty sample and numbers that are not finite. */
export function mean(values: readonly number[]): number {
  checkSample(values, 1);
  return arithmeticMean([...values]);
}

/** Standard deviation with n - 1 in the denominator. @throws InputError for fewer than two finite numbers. */
export function sampleStandardDeviation(values: readonly number[]): number {
  checkSample(values, 2);
  return sampleDeviation([...values]);
}
