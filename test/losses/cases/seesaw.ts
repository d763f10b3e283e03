import type { LossCases } from '../cases.js';
import { logSoftmax, mean, meanOf, negativeLogSoftmax, type Reference } from '../reference.js';

/** The weights S come from `detached`: they are no part of the gradient. */
const seesaw =
  ({ p = 0.8, q = 2, epsilon = 0.01 }: { p?: number; q?: number; epsilon?: number } = {}): Reference =>
  ({ logits, labels, counts, shares }, detached) =>
    mean(
      logits.map((row, i) => {
        const y = labels[i]!;
        const logProbability = logSoftmax(detached.logits[i]!);
        const logWeight = (k: number) =>
          p * Math.min(0, Math.log(counts[k]! / counts[y]!)) +
          q * Math.max(0, logProbability[k]! - Math.max(logProbability[y]!, Math.log(epsilon)));
        return (
          shares[i]! *
          negativeLogSoftmax(
            row.map((value, k) => (k === y ? value : value + logWeight(k))),
            y,
          )
        );
      }),
    );

export default {
  rows: [
    { reference: seesaw() },
    { options: { p: 0.5, q: 1, epsilon: 0.2 }, reference: seesaw({ p: 0.5, q: 1, epsilon: 0.2 }) },
    { options: { p: 0, q: 0 }, reference: meanOf(negativeLogSoftmax) },
  ],
} satisfies LossCases;
