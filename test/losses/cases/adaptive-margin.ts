import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax, prior } from '../reference.js';

export default {
  rows: [
    {
      reference: meanOf((logits, y, { counts }) =>
        negativeLogSoftmax(
          logits.map((value, k) => (k === y ? value - prior(counts)[y]! ** -0.25 : value)),
          y,
        ),
      ),
    },
  ],
} satisfies LossCases;
