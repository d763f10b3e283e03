import type { BinaryMarginLoss, ByClass } from './binary-margin-loss.js';

const even: ByClass = { positive: 1, negative: 1 };

/**
 * The losses that logit adjustment is compared with, on two classes: standard (ERM), adaptive margin, equalised, and the
 * logit-adjusted one.
 *
 * @param priors shares of the classes.
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, section 6.1: eq. 11 with Δ = 0, π_y^(−1/4),
 * log π_y′ and log(π_y′ / π_y).
 */
export function marginLosses({ positive, negative }: ByClass): Record<MarginLossName, BinaryMarginLoss> {
  const withMargins = (margins: ByClass): BinaryMarginLoss => ({ weights: even, margins, gamma: 1 });
  return {
    ERM: withMargins({ positive: 0, negative: 0 }),
    Adaptive: withMargins({ positive: positive ** -0.25, negative: negative ** -0.25 }),
    Equalised: withMargins({ positive: Math.log(negative), negative: Math.log(positive) }),
    'Logit-adjusted': withMargins({
      positive: Math.log(negative / positive),
      negative: Math.log(positive / negative),
    }),
  };
}

export type MarginLossName = 'ERM' | 'Adaptive' | 'Equalised' | 'Logit-adjusted';

/**
 * The losses of the paper's Figures 5 to 7: weights 1 / π_y with equal margins; margins log((1 − π_y) / π_y) / γ; and weights
 * with unequal margins that do not depend on γ. The fraction that is their negative margin cannot be told from its
 * inverse in the paper's text, so there are both.
 *
 * @param prior π, the share of the positive class.
 */
export function weightedAndShiftedLosses(
  prior: number,
  { gamma }: { gamma: number },
): Record<WeightedOrShiftedLossName, BinaryMarginLoss> {
  const weights = { positive: 1 / prior, negative: 1 / (1 - prior) };
  const odds = prior / (1 - prior);
  return {
    Logistic: { weights: even, margins: { positive: 0, negative: 0 }, gamma },
    Balanced: { weights, margins: even, gamma },
    'Unequal-margin': {
      weights: even,
      margins: { positive: -Math.log(odds) / gamma, negative: Math.log(odds) / gamma },
      gamma,
    },
    'Balanced+odds-margin': { weights, margins: { positive: 1, negative: odds }, gamma },
    'Balanced+inverse-odds-margin': { weights, margins: { positive: 1, negative: 1 / odds }, gamma },
  };
}

export type WeightedOrShiftedLossName =
  | 'Logistic'
  | 'Balanced'
  | 'Unequal-margin'
  | 'Balanced+odds-margin'
  | 'Balanced+inverse-odds-margin';
