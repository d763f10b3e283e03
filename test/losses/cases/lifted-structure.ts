import type { LossCases } from '../cases.js';
import { crossEntropy, distance, pairsOf } from '../distance-reference.js';
import { type Reference, sum } from '../reference.js';

const lifted =
  (margin: number, crossEntropyWeight: number): Reference =>
  (batch) => {
    const { labels } = batch;
    const features = batch.inputs.features!;
    const between = (i: number, j: number) => distance(features[i]!, features[j]!);
    const repulsion = (i: number) =>
      sum(labels.map((label, k) => (label === labels[i] ? 0 : Math.exp(margin - between(i, k)))));
    const positives = pairsOf(labels).filter(([i, j]) => labels[i] === labels[j]);
    const hinges = positives.map(([i, j]) => Math.max(0, Math.log(repulsion(i) + repulsion(j)) + between(i, j)) ** 2);
    return sum(hinges) / (2 * Math.max(positives.length, 1)) + crossEntropyWeight * crossEntropy(batch);
  };

export default {
  wholeBatch: true,
  inputs: { features: { rows: 'samples', columns: 5 } },
  rows: [{ reference: lifted(1, 1) }, { options: { margin: 5, crossEntropyWeight: 0 }, reference: lifted(5, 0) }],
} satisfies LossCases;
