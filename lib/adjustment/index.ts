export type { AdjustedClassifier, Adjuster } from './adjusted-classifier.js';
export type { AdjustmentContext, AdjustmentDefinition } from './definition.js';
export {
  checkFeatureBank,
  type FeatureBank,
  type FeatureSet,
  type LinearHead,
  loadFeatureBank,
  type SaveFeatureBankOptions,
  saveFeatureBank,
} from './feature-bank.js';
export { type MarcOptions, marc } from './marc.js';
export { type MarcLoss, type MarcLossInput, marcClassWeights, marcLoss } from './marc-loss.js';
export { type PostHocLogitAdjustmentOptions, postHocLogitAdjustment } from './post-hoc-logit-adjustment.js';
export { adjustmentOptions, adjustments, createAdjustment } from './registry.js';
export { type TauNormalisationOptions, tauNormalisation } from './tau-normalisation.js';
export { unadjusted } from './unadjusted.js';
