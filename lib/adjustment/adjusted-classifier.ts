import type { FeatureBank, FeatureSet } from './feature-bank.js';

/** A classifier after stage two. */
export interface AdjustedClassifier {
  /** Logits of a split, row-major [n, K]. */
  logits(features: FeatureSet): Float32Array;
  /** How many numbers stage two learned; 0 for closed forms. */
  parameterCount: number;
  /** The adjustment's own numbers by name, e.g. MARC's omega and beta. */
  parameters: Record<string, number[]>;
}

/** Stage two as a function of a feature bank. */
export type Adjuster = (bank: FeatureBank) => AdjustedClassifier;

/** Makes an adjusted classifier whose logits are `adjust` of float64 logits, class by class, rounded to float32 at the end. */
export function classwise(
  head: (features: FeatureSet) => Float64Array,
  classCount: number,
  adjust: (logit: number, classIndex: number) => number,
): (features: FeatureSet) => Float32Array {
  return (features) => Float32Array.from(head(features), (logit, i) => adjust(logit, i % classCount));
}
