import { InputError } from '../errors.js';
import { type BinaryMarginLoss, checkBinaryMarginLoss } from './binary-margin-loss.js';
import type { AffineScorer, Points, Sample } from './gaussian-pair.js';

export interface FitOptions {
  /** Where the descent starts; the minimum is the same from everywhere. Default: the scorer that is zero everywhere. */
  start?: AffineScorer;
}

/** Mean loss of a sample with its derivatives by w₁, w₂ and b. */
interface Risk {
  value: number;
  gradient: Vector;
  /** Rows of the Hessian. */
  hessian: [Vector, Vector, Vector];
}

type Vector = [number, number, number];

const mostSteps = 60;
/**
 * A step that promises less, as a share of the loss, is the last: the next would promise about its square. The loss itself
 * goes to zero where a line separates the classes.
 */
const lastDecrease = 1e-8;

/**
 * The affine scorer of least mean loss on a sample, by Newton's method: the loss is convex, so that there is only one.
 *
 * @throws InputError for a class without points, and for classes that a line separates, of which no scorer is the best.
 */
export function fitAffineScorer(sample: Sample, loss: BinaryMarginLoss, { start }: FitOptions = {}): AffineScorer {
  checkBinaryMarginLoss(loss);
  if (sample.positive.x.length === 0 || sample.negative.x.length === 0)
    throw new InputError('A class has no points: draw a larger sample, or choose a prior further from 0 and 1.');
  let at: Vector = start ? [...start.weights, start.bias] : [0, 0, 0];
  let risk = riskOf(sample, loss, at);
  for (let step = 0; step < mostSteps; step++) {
    const direction = solve(risk.hessian, risk.gradient);
    const decrease = dot(direction, risk.gradient) / 2;
    if (!Number.isFinite(decrease)) break;
    if (decrease < lastDecrease * risk.value) {
      const [w1, w2, bias] = moved(at, direction, 1);
      return { weights: [w1, w2], bias };
    }
    for (let length = 1; ; length /= 2) {
      const next = moved(at, direction, length);
      const there = riskOf(sample, loss, next);
      if (there.value <= risk.value || length < 1e-9) {
        [at, risk] = [next, there];
        break;
      }
    }
  }
  throw new InputError(
    'No affine scorer has the least loss, since a line separates the classes: draw a larger sample.',
  );
}

function riskOf({ positive, negative }: Sample, { weights, margins, gamma }: BinaryMarginLoss, at: Vector): Risk {
  const sums = new Float64Array(10);
  addClass(sums, positive, { sign: 1, weight: weights.positive, margin: margins.positive, gamma }, at);
  addClass(sums, negative, { sign: -1, weight: weights.negative, margin: margins.negative, gamma }, at);
  const count = positive.x.length + negative.x.length;
  const [value, g1, g2, g3, h11, h12, h13, h22, h23, h33] = sums.map((sum) => sum / count) as unknown as number[];
  return {
    value: value!,
    gradient: [g1!, g2!, g3!],
    hessian: [
      [h11!, h12!, h13!],
      [h12!, h22!, h23!],
      [h13!, h23!, h33!],
    ],
  };
}

/** So many factors between 1 and 2 stay in range; one logarithm of their product takes the place of their own. */
const productLength = 512;

/** Adds the losses of one class, ω log(1 + e^(γ(δ ∓ f))) / γ, and their derivatives. */
function addClass(
  sums: Float64Array,
  { x, y }: Points,
  { sign, weight, margin, gamma }: { sign: 1 | -1; weight: number; margin: number; gamma: number },
  [w1, w2, b]: Vector,
): void {
  let [value, g1, g2, g3, h11, h12, h13, h22, h23, h33] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  let product = 1;
  for (let i = 0; i < x.length; i++) {
    const px = x[i]!;
    const py = y[i]!;
    const z = gamma * (margin - sign * (w1 * px + w2 * py + b));
    const small = Math.exp(-Math.abs(z));
    const share = (z > 0 ? 1 : small) / (1 + small);
    value += Math.max(z, 0);
    product *= 1 + small;
    if (i % productLength === 0) {
      value += Math.log(product);
      product = 1;
    }
    g1 += share * px;
    g2 += share * py;
    g3 += share;
    const curvature = share * (1 - share);
    h11 += curvature * px * px;
    h12 += curvature * px * py;
    h13 += curvature * px;
    h22 += curvature * py * py;
    h23 += curvature * py;
    h33 += curvature;
  }
  const terms = [
    (value + Math.log(product)) / gamma,
    ...[g1, g2, g3].map((sum) => -sign * sum),
    ...[h11, h12, h13, h22, h23, h33].map((sum) => gamma * sum),
  ];
  for (const [i, term] of terms.entries()) sums[i]! += weight * term;
}

function moved(at: Vector, direction: Vector, length: number): Vector {
  return at.map((value, i) => value - length * direction[i]!) as Vector;
}

/** x of A x = v for a symmetric A, by Cramer's rule. */
function solve([first, second, third]: [Vector, Vector, Vector], v: Vector): Vector {
  const determinant = dot(first, cross(second, third));
  return [
    dot(v, cross(second, third)) / determinant,
    dot(first, cross(v, third)) / determinant,
    dot(first, cross(second, v)) / determinant,
  ];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
