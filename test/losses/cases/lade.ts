import type { LossCases } from '../cases.js';
import { mean, meanOf, negativeLogSoftmax, prior, type Reference, sum } from '../reference.js';

const balancedSoftmax = meanOf((logits, label, { counts }) =>
  negativeLogSoftmax(
    logits.map((value, k) => value + Math.log(counts[k]!)),
    label,
  ),
);

function logMeanExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(mean(values.map((value) => Math.exp(value - largest))));
}

const lade =
  (alpha: number, lambda: number): Reference =>
  (batch, detached) => {
    const { logits, labels, counts } = batch;
    const bounds = prior(counts).map((share, k) => {
      const own = logits.filter((_, i) => labels[i] === k).map((row) => row[k]!);
      const spread = logMeanExp(logits.map((row) => row[k]! - Math.log(share) - Math.log(counts.length)));
      return share * ((own.length > 0 ? mean(own) : 0) - spread - lambda * spread ** 2);
    });
    return balancedSoftmax(batch, detached) - alpha * sum(bounds);
  };

export default {
  wholeBatch: true,
  rows: [
    { reference: lade(0.1, 0.01) },
    { options: { alpha: 0.5, lambda: 0.1 }, reference: lade(0.5, 0.1) },
    { options: { alpha: 0 }, reference: balancedSoftmax },
  ],
} satisfies LossCases;
