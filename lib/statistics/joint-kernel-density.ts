import { InputError } from '../errors.js';
import { checkSample } from './summary.js';

/** A width of zero would make a class of equal values a peak without end. */
const narrowest = 0.01;

/**
 * Density of a distribution in the plane from samples of it: Gaussian kernels with a width of their own along each axis, by
 * Scott's rule σ n^(−1/6), and of a hundredth at the least.
 *
 * @throws InputError for an empty sample, coordinates that differ in number, and numbers that are not finite.
 * @see Scott, Multivariate Density Estimation, 1992, section 6.3.
 */
export function jointKernelDensity(xs: readonly number[], ys: readonly number[]): (x: number, y: number) => number {
  if (xs.length !== ys.length)
    throw new InputError(`The points have ${xs.length} and ${ys.length} coordinates: give each an x and a y.`);
  const [widthX, widthY] = [scottWidth(xs), scottWidth(ys)];
  const scale = 1 / (2 * Math.PI * widthX * widthY * xs.length);
  return (x, y) =>
    scale *
    xs.reduce((sum, each, i) => sum + Math.exp(-(((x - each) / widthX) ** 2 + ((y - ys[i]!) / widthY) ** 2) / 2), 0);
}

function scottWidth(values: readonly number[]): number {
  checkSample(values, 1);
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
  return Math.max(narrowest, Math.sqrt(variance) * values.length ** (-1 / 6));
}
