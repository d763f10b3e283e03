import { powersOfShares, weightedDraw } from '../data/index.js';
import { InputError } from '../errors.js';
import type { RandomStream } from '../random/index.js';

/** How pairs of samples are mixed: x̃ = ξ x_i + (1 − ξ) x_j. */
export interface PairMixing {
  /** `beta`: ξ ~ Beta(α, α), eq. 2; `unimix`: ξ* = π_j / (π_i + π_j) + Beta(α, α) modulo 1, eq. 6. */
  factor: 'beta' | 'unimix';
  alpha: number;
  /** τ of eq. 9, by which the second class is drawn: P(j) ∝ π_j^τ; 1 draws it as the first. */
  tau: number;
}

/**
 * The steps from mixup to UniMix.
 *
 * @see Xu et al., UniMix, NeurIPS 2021, eq. 2, 6 and 9; α of UniMix from the released code.
 */
export const pairMixings = {
  mixup: { factor: 'beta', alpha: 1, tau: 1 },
  'unimix-factor': { factor: 'unimix', alpha: 0.8, tau: 1 },
  unimix: { factor: 'unimix', alpha: 0.8, tau: -1 },
} as const satisfies Record<string, PairMixing>;

/** The classes of two samples that are mixed, and the share ξ of the first. */
export interface MixedPair {
  first: number;
  second: number;
  share: number;
}

/**
 * Draws pairs of classes and how they are mixed.
 *
 * @param prior π, share of the training samples of each class.
 * @throws InputError for a class whose prior is not positive.
 */
export function pairDraw(
  prior: readonly number[],
  { factor, alpha, tau }: PairMixing,
  stream: RandomStream,
): () => MixedPair {
  if (!prior.every((share) => share > 0))
    throw new InputError('A class has no training samples: leave it out, pairs are drawn by powers of its share.');
  const nextFirst = weightedDraw(stream, prior);
  const nextSecond = weightedDraw(stream, powersOfShares(prior, tau));
  return () => {
    const [first, second, draw] = [nextFirst(), nextSecond(), stream.beta(alpha, alpha)];
    const share = factor === 'beta' ? draw : unimixFactor(prior[first]!, prior[second]!, draw);
    return { first, second, share };
  };
}

/** The class that a mixed sample counts for, the one with the larger share (Definition 1, ξ-Aug). */
export function classOfMixed({ first, second, share }: MixedPair): number {
  return share >= 0.5 ? first : second;
}

function unimixFactor(first: number, second: number, draw: number): number {
  const factor = second / (first + second) + draw;
  return factor > 1 ? factor - 1 : factor;
}
