import { checkCount } from '../check-number.js';
import { randomStream } from '../random/index.js';
import { type DiscPair, drawDiscPair, mixedSample } from './discs.js';
import type { AffineScorer, Sample } from './gaussian-pair.js';
import { linearSvm } from './linear-svm.js';
import { pairMixings } from './mixed-pairs.js';

/** What a support vector machine learns from: UniMix, Figure 3, (a) to (d). */
export const discTrainings = ['imbalanced', 'mixup', 'unimix', 'balanced'] as const;
export type DiscTraining = (typeof discTrainings)[number];

/** One training of a trial: its points, and the boundary learned from them. */
export interface TrainedOnDiscs {
  sample: Sample;
  scorer: AffineScorer;
}

/** The four trainings of one draw; the imbalanced points are among the balanced ones, and the mixed ones made of them. */
export type DiscTrial = Record<DiscTraining, TrainedOnDiscs>;

export interface DiscTrialOptions {
  discs: DiscPair;
  /** m, points of the positive disc, and of either disc where they are balanced. */
  positives: number;
  /** n, points of the negative disc. */
  negatives: number;
  /** Mixed points for each point of the imbalanced data set. Default 1. */
  mixedRatio?: number;
  /** Number of the trial, whose draws are its own. */
  seed: number;
}

/**
 * Draws two discs and learns the boundary between them from imbalanced points, from what mixup and UniMix make of these, and
 * from balanced points.
 *
 * @throws InputError for discs that meet, and for draws that leave a class without points.
 * @see Xu et al., UniMix, NeurIPS 2021, section 4.1.
 */
export function discTrial({ discs, positives, negatives, mixedRatio, seed }: DiscTrialOptions): DiscTrial {
  checkCount('The number of negative points', negatives);
  const stream = (purpose: string) => randomStream(seed, 'two discs', purpose);
  const balanced = drawDiscPair(discs, { positives, negatives: positives, stream: stream('points') });
  const { x, y } = balanced.negative;
  const imbalanced = {
    positive: balanced.positive,
    negative: { x: x.slice(0, negatives), y: y.slice(0, negatives) },
  };
  const mixed = (name: 'mixup' | 'unimix') =>
    mixedSample(imbalanced, pairMixings[name], { stream: stream(name), ratio: mixedRatio });
  const samples = { imbalanced, mixup: mixed('mixup'), unimix: mixed('unimix'), balanced };
  const train = (sample: Sample): TrainedOnDiscs => ({ sample, scorer: linearSvm(sample) });
  return {
    imbalanced: train(samples.imbalanced),
    mixup: train(samples.mixup),
    unimix: train(samples.unimix),
    balanced: train(samples.balanced),
  };
}
