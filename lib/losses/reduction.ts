/**
 * How class-weighted losses of n samples become one number: `batch-mean` is Σ w·L / n with weights scaled to the sum K,
 * `weighted-mean` is Σ w·L / Σ w as PyTorch's `cross_entropy(weight=)`, and `unnormalised` is Σ w·L / n with the
 * weights as they are.
 */
export const reductions = ['batch-mean', 'weighted-mean', 'unnormalised'] as const;
export type Reduction = (typeof reductions)[number];

/** Class weights scaled to the sum K, so that the mean class has the weight one. */
export function sumToClassCount(classWeights: readonly number[]): number[] {
  const scale = classWeights.length / classWeights.reduce((sum, weight) => sum + weight, 0);
  return classWeights.map((weight) => weight * scale);
}
