/**
 * The weights (1/n)^γ of the classes, in relation to the smallest class, so that no power of a large count underflows;
 * `batchMean` scales them to the sum K.
 */
export function inverseFrequencyWeights(counts: readonly number[], { gamma }: { gamma: number }): number[] {
  const smallest = Math.min(...counts);
  return counts.map((count) => (smallest / count) ** gamma);
}
