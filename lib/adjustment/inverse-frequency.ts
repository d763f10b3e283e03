import { batchMean, type Loss, type Reduction, softmaxCrossEntropy } from '../losses/index.js';

/** The weights (1/n_j)^γ of the classes, in relation to the smallest class, so that no power of a large count underflows. */
export function inverseFrequencyWeights(counts: readonly number[], { gamma }: { gamma: number }): number[] {
  const smallest = Math.min(...counts);
  return counts.map((count) => (smallest / count) ** gamma);
}

/** Cross-entropy weighted by class, see `batchMean`. */
export function weightedCrossEntropy(options: { classWeights: readonly number[]; reduction: Reduction }): Loss {
  return batchMean(({ logits }, labels) => softmaxCrossEntropy(logits, labels), options);
}
