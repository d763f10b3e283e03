import { InputError } from '../errors.js';

/** The points z with w · z + b = 0: where a class's logit is zero, or where those of two classes are the same. */
export interface Hyperplane {
  weights: readonly number[];
  bias: number;
}

/** η = w · z + b, the logit of a class at a point. */
export function logitAt({ weights, bias }: Hyperplane, point: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * point[i]!, bias);
}

/** ‖w‖. @throws InputError for a plane without direction. */
export function normOf({ weights }: Hyperplane): number {
  const norm = Math.hypot(...weights);
  if (norm > 0) return norm;
  throw new InputError('A hyperplane with weights of zero has no direction: give it another weight.');
}

/**
 * The margin d = (w · z + b) / ‖w‖, the distance of a point to a hyperplane, positive on the side of the class.
 *
 * @see Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 4.
 */
export function marginTo(plane: Hyperplane, point: readonly number[]): number {
  return logitAt(plane, point) / normOf(plane);
}

/** The point of a hyperplane that is nearest to a point. */
export function nearestOn(plane: Hyperplane, point: readonly number[]): number[] {
  const step = marginTo(plane, point) / normOf(plane);
  return point.map((value, i) => value - step * plane.weights[i]!);
}

/** Where two classes have the same logit, so that the classifier decides between them. */
export function boundaryBetween(first: Hyperplane, second: Hyperplane): Hyperplane {
  return {
    weights: first.weights.map((weight, i) => weight - second.weights[i]!),
    bias: first.bias - second.bias,
  };
}
