import { type BinaryMarginLoss, binaryMarginLoss } from './binary-margin-loss.js';
import { link } from './link-functions.js';

/**
 * The least expected loss where a sample is positive with probability p: p ℓ(+1, Ψ(p)) + (1 − p) ℓ(−1, Ψ(p)).
 *
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, appendix B.2, where the second ℓ is misprinted
 * as ℓ(+1, ·).
 */
export function conditionalBayesRisk(loss: BinaryMarginLoss, p: number): number {
  if (p === 0 || p === 1) return 0;
  const { positive, negative } = binaryMarginLoss(loss, link(loss, p));
  return p * positive + (1 - p) * negative;
}

/**
 * The least conditional balanced error for the prior π of the positive class, scaled to the maximum 1 that it has at
 * p = π: min(p / π, (1 − p) / (1 − π)), a tent.
 */
export function balancedErrorRisk(prior: number, p: number): number {
  return Math.min(p / prior, (1 - p) / (1 - prior));
}
