import { kernelDensityEstimation } from 'simple-statistics';
import { checkSample } from './summary.js';

/** Of the range of the samples, where half of them or more are the same and the rule of thumb gives a width of zero. */
const narrowest = 1 / 200;

/**
 * Density of a distribution from samples of it: Gaussian kernels whose width follows Silverman's rule of thumb with the
 * smaller of standard deviation and interquartile range, never below a two-hundredth of the samples' range.
 *
 * @param rising samples in rising order.
 * @throws InputError for an empty sample and numbers that are not finite.
 * @see Silverman, Density Estimation for Statistics and Data Analysis, 1986, section 3.4.2.
 */
export function kernelDensity(rising: ArrayLike<number>): (value: number) => number {
  const sample = Array.from(rising);
  checkSample(sample, 1);
  const at = (share: number) => sample[Math.round(share * (sample.length - 1))]!;
  const average = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const deviation = Math.sqrt(sample.reduce((sum, value) => sum + (value - average) ** 2, 0) / sample.length);
  const spread = Math.min(deviation, (at(0.75) - at(0.25)) / 1.34);
  const range = sample.at(-1)! - sample[0]!;
  const width = Math.max(1.06 * spread * sample.length ** -0.2, narrowest * (range || 1));
  return kernelDensityEstimation(sample, 'gaussian', width);
}
