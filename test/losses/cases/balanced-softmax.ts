import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax } from '../reference.js';

export default {
  rows: [
    {
      reference: meanOf((logits, label, { counts }) =>
        negativeLogSoftmax(
          logits.map((value, k) => value + Math.log(counts[k]!)),
          label,
        ),
      ),
    },
    {
      // A test set that is as long-tailed as the training set needs no adjustment.
      options: (counts) => ({ targetPrior: [...counts] }),
      reference: meanOf(negativeLogSoftmax),
    },
  ],
} satisfies LossCases;
