export { balancedContrastiveOptions } from './balanced-contrastive.js';
export { type BatchMeanOptions, batchMean } from './batch-mean.js';
export { centroidOptions } from './centroid.js';
export { crossEntropy } from './cross-entropy.js';
export { divergence } from './divergence.js';
export { effectiveNumberWeights } from './effective-number.js';
export { expertDiversityOptions } from './expert-diversity.js';
export { gaussianMixtureLikelihoodOptions } from './gaussian-mixture-likelihood.js';
export { contrastiveShare, hybridSupervisedContrastiveOptions } from './hybrid-supervised-contrastive.js';
export { inverseFrequencyWeights } from './inverse-frequency-weights.js';
export { kPositiveContrastiveOptions } from './k-positive-contrastive.js';
export { type SmoothingOptions, smoothingFactors } from './label-aware-smoothing.js';
export {
  defineLoss,
  type LabelledFeatures,
  type Loss,
  type LossContext,
  type LossDefinition,
  type LossOutput,
} from './loss.js';
export { marcLossOptions } from './marc.js';
export {
  arcFaceFunction,
  boundaryAngle,
  classMargin,
  cosFaceFunction,
  type DbmMarginOptions,
  dbmFunction,
  instanceDifficulty,
  instanceMargin,
  ldamFunction,
  type MarginFunction,
  sphereFaceFunction,
} from './margin-functions.js';
export { nestedCollaborativeOptions } from './nested-collaborative.js';
export { type Reduction, sumToClassCount } from './reduction.js';
export { createLoss, losses, lossOptions } from './registry.js';
export { smoothedOptimum } from './smoothed-optimum.js';
export { softmaxCrossEntropy } from './softmax-cross-entropy.js';
export { targetedSupervisedContrastiveOptions } from './targeted-supervised-contrastive.js';
export { type UniformTargetsOptions, uniformTargets } from './uniform-targets.js';
export { labelsTensor } from './validation.js';
export { weightedCrossEntropy } from './weighted-cross-entropy.js';
