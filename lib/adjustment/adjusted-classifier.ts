import type { FeatureBank } from './feature-bank.js';

/** A classifier after stage two: plain numbers, which hold no tensors. */
export interface AdjustedClassifier {
  /**
   * Logits of a split of a bank, row-major [n, K]; default the test split.
   *
   * @throws InputError when the features are not those of the model that the classifier was adjusted for.
   */
  logits(bank: FeatureBank, split?: 'train' | 'test'): Promise<Float32Array>;
  /** How many numbers gradient descent changed in stage two; 0 for closed forms. */
  parameterCount: number;
  /** What was learned or chosen and is of use to a reader, by name: numbers by class and the like, never whole matrices. */
  parameters: Record<string, ArrayLike<number>>;
}

/** Stage two, ready to be used on feature banks. */
export interface Adjustment {
  /**
   * Adjusts the decision boundary of a bank's classifier on its training split; the bank stays as it is.
   *
   * @throws InputError for an inconsistent bank, and for options that do not fit it.
   */
  fit(bank: FeatureBank): Promise<AdjustedClassifier>;
}
