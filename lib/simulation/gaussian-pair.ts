import erfc from '@stdlib/math-base-special-erfc';
import { InputError } from '../errors.js';
import type { RandomStream } from '../random/index.js';
import type { ByClass } from './binary-margin-loss.js';

/**
 * Two classes of points in the plane, normal with one spread in every direction around opposite means: positive samples
 * around `mean`, negative ones around −`mean`.
 *
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, section 6.1.
 */
export interface GaussianPair {
  mean: readonly [number, number];
  /** σ, standard deviation of either coordinate. */
  deviation: number;
  /** P(y = +1). */
  prior: number;
}

/** Points of one class: coordinates of the i-th are x[i] and y[i]. */
export interface Points {
  x: Float64Array;
  y: Float64Array;
}

/** Points by class. */
export interface Sample {
  positive: Points;
  negative: Points;
}

/** The affine scorer w₁ x + w₂ y + b, which takes for positive what it scores above zero. */
export interface AffineScorer {
  weights: readonly [number, number];
  bias: number;
}

/**
 * Independent draws, class and point; as many of a class as come by chance.
 *
 * @throws InputError for a prior outside ]0, 1[ or a deviation that is not positive.
 */
export function drawGaussianPair(
  { mean, deviation, prior }: GaussianPair,
  { count, stream }: { count: number; stream: RandomStream },
): Sample {
  if (!(prior > 0 && prior < 1 && deviation > 0))
    throw new InputError(
      `A pair of Gaussians has the prior ${prior} and the deviation ${deviation}: give a prior between 0 and 1 and a deviation above 0.`,
    );
  let positives = 0;
  for (let i = 0; i < count; i++) if (stream.uniform() < prior) positives++;
  const draw = (size: number, sign: 1 | -1): Points => {
    const points = { x: new Float64Array(size), y: new Float64Array(size) };
    for (let i = 0; i < size; i++) {
      points.x[i] = sign * mean[0] + deviation * stream.normal();
      points.y[i] = sign * mean[1] + deviation * stream.normal();
    }
    return points;
  };
  return { positive: draw(positives, 1), negative: draw(count - positives, -1) };
}

/** The shares of the classes in a sample. */
export function priorsOf({ positive, negative }: Sample): ByClass {
  const count = positive.x.length + negative.x.length;
  return { positive: positive.x.length / count, negative: negative.x.length / count };
}

/** The mean over the classes of the share of points that a scorer takes for the other class. */
export function balancedErrorOnSample({ positive, negative }: Sample, scorer: AffineScorer): number {
  const missed = 1 - shareTakenForPositive(positive, scorer);
  return (missed + shareTakenForPositive(negative, scorer)) / 2;
}

function shareTakenForPositive({ x, y }: Points, { weights: [first, second], bias }: AffineScorer): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) if (first * x[i]! + second * y[i]! + bias > 0) count++;
  return count / x.length;
}

/** The balanced error that a scorer has on the distribution itself. */
export function balancedErrorOf({ mean, deviation }: GaussianPair, { weights, bias }: AffineScorer): number {
  const length = Math.hypot(...weights);
  const along = weights[0] * mean[0] + weights[1] * mean[1];
  const missed = upperTail((along + bias) / (deviation * length));
  const accused = upperTail((along - bias) / (deviation * length));
  return (missed + accused) / 2;
}

/**
 * The scorer of least error for priors that are even: the log odds of the classes' densities, eq. 12 of the paper. Its sign
 * minimises the balanced error whatever the prior is.
 */
export function bayesScorer({ mean, deviation }: GaussianPair): AffineScorer {
  const factor = 2 / deviation ** 2;
  return { weights: [factor * mean[0], factor * mean[1]], bias: 0 };
}

/** The least balanced error that there is. */
export function bayesBalancedError(pair: GaussianPair): number {
  return balancedErrorOf(pair, bayesScorer(pair));
}

/** P(Z > z) for a standard normal Z. */
function upperTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}
