import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax, prior } from '../reference.js';

const adjustedPlusAdaptive = (tau: number) =>
  meanOf((logits, y, { counts }) => {
    const shares = prior(counts);
    return negativeLogSoftmax(
      logits.map((value, k) =>
        k === y ? value : value + tau * Math.log(shares[k]! / shares[y]!) + shares[y]! ** -0.25,
      ),
      y,
    );
  });

export default {
  rows: [{ reference: adjustedPlusAdaptive(1) }, { options: { tau: 1.5 }, reference: adjustedPlusAdaptive(1.5) }],
} satisfies LossCases;
