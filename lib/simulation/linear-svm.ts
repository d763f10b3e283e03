import { InputError } from '../errors.js';
import type { AffineScorer, Sample } from './gaussian-pair.js';

export interface LinearSvmOptions {
  /** C, the price of a violated margin. Default 1. */
  penalty?: number;
  /** How far the optimality conditions may be missed. Default 1e-4. */
  tolerance?: number;
}

/** Each step moves two multipliers; samples of a thousand points take some hundreds. */
const mostSteps = 1_000_000;

/**
 * The linear support vector machine of a sample: the scorer of least ‖w‖² / 2 + C Σ max(0, 1 ∓ f(x)), by sequential minimal
 * optimisation of its dual with the pair that violates the optimality conditions most (Keerthi et al., 2001).
 *
 * @throws InputError for a class without points, and a penalty or tolerance that is not positive.
 */
export function linearSvm(
  { positive, negative }: Sample,
  { penalty = 1, tolerance = 1e-4 }: LinearSvmOptions = {},
): AffineScorer {
  if (positive.x.length === 0 || negative.x.length === 0)
    throw new InputError('A class has no points: a support vector machine parts two, draw a larger sample.');
  if (!(penalty > 0 && tolerance > 0))
    throw new InputError(`The penalty is ${penalty} and the tolerance ${tolerance}: give two positive numbers.`);
  const x = Float64Array.of(...positive.x, ...negative.x);
  const y = Float64Array.of(...positive.y, ...negative.y);
  const sign = (i: number) => (i < positive.x.length ? 1 : -1);
  const multipliers = new Float64Array(x.length);
  let [w1, w2] = [0, 0];

  for (let step = 0; step < mostSteps; step++) {
    // The bias that would put a point on its margin; optimal multipliers leave no point to rise above one to fall.
    let [rising, falling] = [-1, -1];
    let [most, least] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < x.length; i++) {
      const bias = sign(i) - (w1 * x[i]! + w2 * y[i]!);
      const [canGrow, canShrink] = [multipliers[i]! < penalty, multipliers[i]! > 0];
      if (bias > most && (sign(i) > 0 ? canGrow : canShrink)) [most, rising] = [bias, i];
      if (bias < least && (sign(i) > 0 ? canShrink : canGrow)) [least, falling] = [bias, i];
    }
    if (most - least < tolerance) return { weights: [w1, w2], bias: (most + least) / 2 };
    const [dx, dy] = [x[rising]! - x[falling]!, y[rising]! - y[falling]!];
    const room = (i: number, direction: 1 | -1) =>
      sign(i) === direction ? penalty - multipliers[i]! : multipliers[i]!;
    const length = Math.min((most - least) / (dx * dx + dy * dy), room(rising, 1), room(falling, -1));
    multipliers[rising]! += sign(rising) * length;
    multipliers[falling]! -= sign(falling) * length;
    w1 += length * dx;
    w2 += length * dy;
  }
  throw new InputError(
    `The support vector machine has not converged after ${mostSteps} steps: raise the tolerance or lower the penalty.`,
  );
}
