import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax, prior } from '../reference.js';

const adjusted = (tau: number, target: (count: number) => number = () => 1) =>
  meanOf((logits, label, { counts }) => {
    const shares = prior(counts);
    return negativeLogSoftmax(
      logits.map((value, k) => value + tau * Math.log(shares[k]! / target(counts[k]!))),
      label,
    );
  });

export default {
  rows: [
    { reference: adjusted(1) },
    { options: { tau: 2.6 }, reference: adjusted(2.6) },
    { options: { tau: 0 }, reference: meanOf(negativeLogSoftmax) },
    {
      options: (counts) => ({ tau: 0.5, targetPrior: counts.map(Math.sqrt) }),
      reference: adjusted(0.5, Math.sqrt),
    },
    // Where τ is so large that 1e-12 is most of the sum.
    {
      options: { tau: 6, logarithm: 'released' },
      reference: meanOf((logits, label, { counts }) => {
        const shares = prior(counts);
        return negativeLogSoftmax(
          logits.map((value, k) => value + Math.log(shares[k]! ** 6 + 1e-12)),
          label,
        );
      }),
    },
  ],
} satisfies LossCases;
