import { type BinaryMarginLoss, binaryMarginSlope, checkBinaryMarginLoss } from './binary-margin-loss.js';

/**
 * Ψ(p), the score of least expected loss where a sample is positive with probability p; −∞ at 0 and +∞ at 1.
 *
 * @throws InputError for a loss whose constants are out of range.
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, Lemma 4.
 */
export function link(loss: BinaryMarginLoss, p: number): number {
  checkBinaryMarginLoss(loss);
  const { weights, margins, gamma } = loss;
  const q = 1 - p;
  const a = (weights.positive / weights.negative) * Math.exp(gamma * (margins.positive - margins.negative));
  const b = Math.exp(gamma * margins.negative);
  const c = Math.exp(gamma * margins.positive);
  // q g² + (q c − a b p) g − a p = 0 for g = e^(γ Ψ), by the form of its positive root that does not cancel.
  const half = (a * b * p - q * c) / 2;
  const root = Math.sqrt(half * half + q * a * p);
  const g = half > 0 ? (half + root) / q : (a * p) / (root - half);
  return Math.log(g) / gamma;
}

/** Ψ⁻¹(f), the probability of the positive class that a score stands for: eq. 14 of the same paper. */
export function inverseLink(loss: BinaryMarginLoss, score: number): number {
  checkBinaryMarginLoss(loss);
  const { positive, negative } = binaryMarginSlope(loss, score);
  return negative / (negative - positive);
}
