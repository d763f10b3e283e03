import type { ByClass } from './binary-margin-loss.js';
import type { AffineScorer } from './gaussian-pair.js';

/** An affine scorer f is the difference of two classifiers' scores, ± f / 2 for the classes ± 1. */

/** Post-hoc logit adjustment: f − τ log(π₊ / π₋). */
export function adjustLogits({ weights, bias }: AffineScorer, tau: number, priors: ByClass): AffineScorer {
  return { weights, bias: bias - tau * Math.log(priors.positive / priors.negative) };
}

/** What becomes of the biases when weights are normalised. */
export type BiasTreatment = 'divided' | 'kept' | 'dropped';

/**
 * Post-hoc weight normalisation with ν = ‖w_y‖: either class's score is divided by ν^τ.
 *
 * Where the bias is `divided` it is the weight of a constant feature, and part of the norm; `kept`, the biases stay as
 * they are and only w_y · x is divided; `dropped` leaves them out.
 *
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 3, and Kang et al., ICLR 2020.
 */
export function normaliseWeights({ weights, bias }: AffineScorer, tau: number, treatment: BiasTreatment): AffineScorer {
  const norm = Math.hypot(...weights, treatment === 'divided' ? bias : 0) / 2;
  const factor = norm ** -tau;
  const biases = { divided: factor * bias, kept: bias, dropped: 0 };
  return { weights: [factor * weights[0], factor * weights[1]], bias: biases[treatment] };
}
