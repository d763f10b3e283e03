import { z } from 'zod';
import { solveLower } from './cholesky.js';
import { type ClassMoments, classMoments } from './class-moments.js';
import { defineMetric } from './metric.js';

/**
 * J at its optimal W ∝ (Σ_i + Σ_j)⁻¹ (μ_i − μ_j), where it is (μ_i − μ_j)ᵀ (Σ_i + Σ_j)⁻¹ (μ_i − μ_j); null where neither
 * class spreads at all.
 */
function fisherCriterion(a: ClassMoments, b: ClassMoments, ridge: number): number | null {
  const size = a.mean.length;
  const within = a.covariance.map((value, i) => value + b.covariance[i]!);
  let trace = 0;
  for (let d = 0; d < size; d++) trace += within[d * size + d]!;
  if (trace === 0) return null;
  for (let d = 0; d < size; d++) within[d * size + d]! += (ridge * trace) / size;
  const whitened = solveLower(
    within,
    a.mean.map((value, d) => value - b.mean[d]!),
  );
  return whitened.reduce((sum, value) => sum + value * value, 0);
}

export const fisherSeparabilityMetric = defineMetric({
  formula: 'S_i = 1/(K − 1) Σ_{j ≠ i} max_W J(W), J = (μ_i − μ_j)² / (σ_i² + σ_j²) of the features projected on W',
  source:
    'Son et al., Difficulty-aware Balancing Margin Loss, AAAI 2025, eq. 12 and 13; it says neither which variance it takes (here Σ/n) nor what it does with singular ones (here `ridge`)',
  papers: ['dbm'],
  unit: 'squared distance in standard deviations',
  result: '[K]; pairs in which neither class spreads do not count, and null where none counts',
  needs: ['features', 'labels'],
  options: z.strictObject({
    ridge: z
      .number()
      .positive()
      .default(1e-6)
      .describe(
        'share of the mean variance that is added to each, so that fewer samples than features have an optimum',
      ),
  }),
  create:
    ({ ridge }, { classCount }) =>
    ({ features, labels }) => {
      const moments = classMoments(features, labels, { classCount });
      const sums = new Float64Array(classCount);
      const pairs = new Int32Array(classCount);
      for (let i = 0; i < classCount; i++) {
        for (let j = 0; j < i; j++) {
          const [a, b] = [moments[i], moments[j]];
          const separability = a && b ? fisherCriterion(a, b, ridge) : null;
          if (separability === null) continue;
          for (const k of [i, j]) {
            sums[k]! += separability;
            pairs[k]!++;
          }
        }
      }
      return Array.from(sums, (sum, k) => (pairs[k] === 0 ? null : sum / pairs[k]!));
    },
});
