import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax, prior } from '../reference.js';

/** Every rare class stays out of every sum but its own samples'. */
const withoutRare = (lambda: number) =>
  meanOf((logits, label, { counts }) => {
    const shares = prior(counts);
    return negativeLogSoftmax(
      logits.map((value, k) => (k !== label && shares[k]! < lambda ? Number.NEGATIVE_INFINITY : value)),
      label,
    );
  });

export default {
  rows: [
    // Without a rare class nothing is drawn; which classes stay out at γ = 0.9, its own test fixes.
    { options: { lambda: 0 }, reference: meanOf(negativeLogSoftmax) },
    { options: { gamma: 0, lambda: 0.2 }, reference: meanOf(negativeLogSoftmax) },
    { options: { gamma: 1, lambda: 0.2 }, reference: withoutRare(0.2) },
  ],
} satisfies LossCases;
