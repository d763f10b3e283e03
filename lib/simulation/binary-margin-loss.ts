import { InputError } from '../errors.js';

/** One number for each of the two classes. */
export interface ByClass {
  positive: number;
  negative: number;
}

/** The constants of a binary margin loss; the prior of the positive class is not among them. */
export interface BinaryMarginLoss {
  /** ω, what each class's loss is multiplied with; above zero. */
  weights: ByClass;
  /** δ, how far the score of a sample shall lie on its class's side. */
  margins: ByClass;
  /** γ, the inverse temperature; above zero, and the loss tends to a weighted hinge as it grows. */
  gamma: number;
}

/** @throws InputError unless weights and γ are positive and margins finite. */
export function checkBinaryMarginLoss({ weights, margins, gamma }: BinaryMarginLoss): void {
  const positive = { 'the positive weight': weights.positive, 'the negative weight': weights.negative, γ: gamma };
  for (const [what, value] of Object.entries(positive)) {
    if (!(value > 0 && Number.isFinite(value)))
      throw new InputError(`In a binary margin loss ${what} is ${value}: give a finite number above zero.`);
  }
  for (const value of Object.values(margins)) {
    if (!Number.isFinite(value))
      throw new InputError(`A margin of a binary margin loss is ${value}: give a finite number.`);
  }
}

/**
 * What a score f costs a sample of each class: ω₊ log(1 + e^(γ(δ₊ − f))) / γ, and ω₋ log(1 + e^(γ(δ₋ + f))) / γ.
 *
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 13.
 */
export function binaryMarginLoss({ weights, margins, gamma }: BinaryMarginLoss, score: number): ByClass {
  return {
    positive: (weights.positive * softplus(gamma * (margins.positive - score))) / gamma,
    negative: (weights.negative * softplus(gamma * (margins.negative + score))) / gamma,
  };
}

/** The derivative of either class's loss by the score: at most zero for positive samples, at least zero for negative. */
export function binaryMarginSlope({ weights, margins, gamma }: BinaryMarginLoss, score: number): ByClass {
  return {
    positive: -weights.positive * logistic(gamma * (margins.positive - score)),
    negative: weights.negative * logistic(gamma * (margins.negative + score)),
  };
}

/** 1 / (1 + e^(−x)). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** log(1 + e^x) without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
