/**
 * Class weights (1 - β) / (1 - β^n), the inverse of each class's effective number of samples: equal weights for β = 0,
 * 1/n as β nears one.
 *
 * @see Cui et al., Class-Balanced Loss Based on Effective Number of Samples, CVPR 2019, eq. 2 and 10.
 */
export function effectiveNumberWeights(counts: readonly number[], { beta }: { beta: number }): number[] {
  // expm1 and log1p keep the digits that 1 - β^n loses for β near 1 and small n.
  return counts.map((count) => (1 - beta) / -Math.expm1(count * Math.log1p(beta - 1)));
}
