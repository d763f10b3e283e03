/** The class prior π = n / Σ n of a training set with so many samples of each class. */
export function classPrior(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
