export { type BalancedSoftmaxOptions, balancedSoftmax } from './balanced-softmax.js';
export { type ClassBalancedLossOptions, classBalancedLoss } from './class-balanced-loss.js';
export { crossEntropy } from './cross-entropy.js';
export { type EffectiveNumberOptions, effectiveNumberWeights } from './effective-number.js';
export { type FocalLossOptions, focalLoss } from './focal-loss.js';
export { type LogitAdjustedLossOptions, logitAdjustedLoss } from './logit-adjusted-loss.js';
export type { Loss, LossContext, LossDefinition } from './loss.js';
export type { Reduction } from './reduction.js';
export { createLoss, losses, lossOptions } from './registry.js';
