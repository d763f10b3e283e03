export type { AdjustedClassifier, Adjustment } from './adjusted-classifier.js';
export { type AdjustmentContext, type AdjustmentDefinition, defineAdjustment } from './definition.js';
export {
  checkFeatureBank,
  type FeatureBank,
  type FeatureSet,
  type LinearHead,
  loadFeatureBank,
  type SaveFeatureBankOptions,
  saveFeatureBank,
} from './feature-bank.js';
export { adjustmentOptions, adjustments, createAdjustment } from './registry.js';
