export { type FitOptions, fitAffineScorer } from './affine-classifier.js';
export { balancedErrorRisk, conditionalBayesRisk } from './bayes-risk.js';
export {
  type BinaryMarginLoss,
  type ByClass,
  binaryMarginLoss,
  binaryMarginSlope,
  logistic,
} from './binary-margin-loss.js';
export {
  type DiscTraining,
  type DiscTrial,
  type DiscTrialOptions,
  discTrainings,
  discTrial,
  type TrainedOnDiscs,
} from './disc-trials.js';
export {
  type BoundaryDeviation,
  boundaryDeviation,
  type DiscPair,
  type DrawDiscsOptions,
  drawDiscPair,
  extentOf,
  mixedSample,
} from './discs.js';
export {
  type AffineScorer,
  balancedErrorOf,
  balancedErrorOnSample,
  bayesBalancedError,
  bayesScorer,
  drawGaussianPair,
  type GaussianPair,
  type Points,
  priorsOf,
  type Sample,
} from './gaussian-pair.js';
export { type GaussianTrial, type GaussianTrialsOptions, gaussianTrials } from './gaussian-trials.js';
export { type LinearSvmOptions, linearSvm } from './linear-svm.js';
export { inverseLink, link } from './link-functions.js';
export {
  type MarginLossName,
  marginLosses,
  type WeightedOrShiftedLossName,
  weightedAndShiftedLosses,
} from './margin-losses.js';
export { distribution, type ExponentialClasses, originalDensity, unimixDensity } from './mixed-class-density.js';
export {
  type MixedClasses,
  rarerClassShares,
  type SimulateMixedClassesOptions,
  simulateMixedClasses,
} from './mixed-class-distribution.js';
export { type MixedPair, type PairMixing, pairDraw, pairMixings } from './mixed-pairs.js';
export { adjustLogits, type BiasTreatment, normaliseWeights } from './post-hoc-scorers.js';
