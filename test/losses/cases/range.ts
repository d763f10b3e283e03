import type { LossCases } from '../cases.js';
import { crossEntropy, pairsOf, squaredDistance } from '../distance-reference.js';
import { type Matrix, mean, type Reference, sum } from '../reference.js';

const harmonicMean = (values: readonly number[]) => values.length / sum(values.map((value) => 1 / value));

function spread(features: Matrix, k: number): number {
  const lengths = pairsOf(features).map(([i, j]) => squaredDistance(features[i]!, features[j]!));
  const longest = lengths.sort((a, b) => b - a).slice(0, k);
  return longest.length > 0 ? harmonicMean(longest) : 0;
}

const range =
  ({ k = 2, margin = 20_000, alpha = 5e-5, beta = 1e-4, crossEntropyWeight = 1 } = {}): Reference =>
  (batch) => {
    const classes = [...new Set(batch.labels)].map((c) =>
      batch.inputs.features!.filter((_, i) => batch.labels[i] === c),
    );
    const centres = classes.map((rows) => rows[0]!.map((_, axis) => mean(rows.map((row) => row[axis]!))));
    const between = pairsOf(centres).map(([i, j]) => squaredDistance(centres[i]!, centres[j]!));
    return (
      alpha * sum(classes.map((rows) => spread(rows, k))) +
      beta * Math.max(0, margin - Math.min(...between)) +
      crossEntropyWeight * crossEntropy(batch)
    );
  };

export default {
  wholeBatch: true,
  inputs: { features: { rows: 'samples', columns: 5 } },
  rows: [
    {},
    { alpha: 1, beta: 1, margin: 5 },
    { alpha: 1, k: 1, margin: 0, crossEntropyWeight: 0 },
    { alpha: 0.5, beta: 2, k: 5, margin: 20 },
  ].map((options) => ({ options, reference: range(options) })),
} satisfies LossCases;
