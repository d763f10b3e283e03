import { InputError } from '../errors.js';

/** Classes 1 … C whose sizes fall exponentially from the first to the last. */
export interface ExponentialClasses {
  /** C. */
  classCount: number;
  /** ρ, size of the first class over that of the last; above 1. */
  imbalanceFactor: number;
}

/**
 * Density of the classes of a long-tailed training set at y = 1 … C, with λ = ln ρ / (C − 1) and integral 1 over [1, C];
 * mixup leaves it as it is (Corollary 1).
 *
 * @throws InputError for fewer than two classes, and an imbalance factor that is not above 1.
 * @see Xu et al., UniMix, NeurIPS 2021, eq. 4 and 5.
 */
export function originalDensity(classes: ExponentialClasses): number[] {
  const lambda = decay(classes);
  const scale = lambda / (Math.exp(-lambda) - Math.exp(-lambda * classes.classCount));
  return positions(classes).map((y) => scale * Math.exp(-lambda * y));
}

/**
 * Density of the classes that UniMix's pairs contribute to, as the paper derives it: of y_i where y_j is the commoner class,
 * y_i being drawn by the prior π and y_j by π^τ. It integrates to the share of such pairs, not to 1.
 *
 * @param tau τ of the sampler (eq. 9). Default 1, the random sampler: eq. 8, the UniMix factor alone.
 * @throws InputError as of `originalDensity`.
 * @see Xu et al., UniMix, NeurIPS 2021, eq. 8 and 10.
 */
export function unimixDensity(classes: ExponentialClasses, { tau = 1 }: { tau?: number } = {}): number[] {
  const lambda = decay(classes);
  const { classCount } = classes;
  // ∫ P_inv from 1 to y, whose limit for τ = 0 is that of even classes.
  const commoner = (y: number) =>
    tau === 0
      ? (y - 1) / (classCount - 1)
      : Math.expm1(lambda * tau * (1 - y)) / Math.expm1(lambda * tau * (1 - classCount));
  return originalDensity(classes).map((density, index) => density * commoner(index + 1));
}

/** Values divided by their sum: a density at the classes made a distribution over them. */
export function distribution(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

function positions({ classCount }: ExponentialClasses): number[] {
  return Array.from({ length: classCount }, (_, index) => index + 1);
}

/** λ, how fast class sizes fall. */
function decay({ classCount, imbalanceFactor }: ExponentialClasses): number {
  if (!Number.isInteger(classCount) || classCount < 2 || !(imbalanceFactor > 1 && Number.isFinite(imbalanceFactor)))
    throw new InputError(
      `Exponential classes were asked for with C = ${classCount} and ρ = ${imbalanceFactor}: give at least 2 classes and a ratio above 1.`,
    );
  return Math.log(imbalanceFactor) / (classCount - 1);
}
