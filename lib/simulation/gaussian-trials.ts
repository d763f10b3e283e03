import { randomStream } from '../random/index.js';
import { fitAffineScorer } from './affine-classifier.js';
import type { BinaryMarginLoss, ByClass } from './binary-margin-loss.js';
import {
  type AffineScorer,
  balancedErrorOnSample,
  drawGaussianPair,
  type GaussianPair,
  priorsOf,
  type Sample,
} from './gaussian-pair.js';

export interface GaussianTrialsOptions {
  /** Independent training and test samples; default 100. */
  trials?: number;
  /** Points to train on; default 10,000. */
  trainCount?: number;
  /** Points to test on; default 10,000. */
  testCount?: number;
  /** Seed of all draws; default 0. */
  seed?: number;
}

/** What one trial drew and learned. */
export interface GaussianTrial<Name extends string> {
  /** Shares of the classes in the training sample. */
  priors: ByClass;
  test: Sample;
  scorers: Record<Name, AffineScorer>;
  /** Balanced error of each scorer on the test sample, a fraction of one. */
  errors: Record<Name, number>;
}

/**
 * Learns an affine scorer with each loss from samples of a pair of Gaussians, and tests it on others, trial by trial.
 *
 * @param lossesFor the losses, from the shares of the classes in the training sample.
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, section 6.1: 100 trials with samples of 10,000.
 */
export function* gaussianTrials<Name extends string>(
  pair: GaussianPair,
  lossesFor: (priors: ByClass) => Record<Name, BinaryMarginLoss>,
  { trials = 100, trainCount = 10_000, testCount = 10_000, seed = 0 }: GaussianTrialsOptions = {},
): Generator<GaussianTrial<Name>> {
  for (let trial = 0; trial < trials; trial++) {
    const draw = (split: 'train' | 'test', count: number) =>
      drawGaussianPair(pair, { count, stream: randomStream(seed, 'Gaussian pair', split, trial) });
    const train = draw('train', trainCount);
    const test = draw('test', testCount);
    const priors = priorsOf(train);
    const scorers = {} as Record<Name, AffineScorer>;
    const errors = {} as Record<Name, number>;
    let first: AffineScorer | undefined;
    for (const [name, loss] of Object.entries(lossesFor(priors)) as [Name, BinaryMarginLoss][]) {
      scorers[name] = fitAffineScorer(train, loss, { start: first && moved(first, loss) });
      errors[name] = balancedErrorOnSample(test, scorers[name]);
      first ??= scorers[name];
    }
    yield { priors, test, scorers, errors };
  }
}

/** Where a scorer without margins goes with them: there exactly if they are opposite, otherwise about, which saves steps. */
function moved({ weights, bias }: AffineScorer, { margins }: BinaryMarginLoss): AffineScorer {
  return { weights, bias: bias + (margins.positive - margins.negative) / 2 };
}
