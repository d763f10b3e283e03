import type { LossCases } from '../cases.js';
import { balanced, hardest, restricted } from '../nested-reference.js';
import { meanOf, negativeLogSoftmax } from '../reference.js';

export default {
  rows: [
    {
      reference: meanOf((logits, label, { counts }) => {
        const [v, { kept, place }] = [balanced(logits, counts), restricted(logits, label, 0.3)];
        return (
          negativeLogSoftmax(v, label) +
          negativeLogSoftmax(
            kept.map((k) => v[k]!),
            place,
          )
        );
      }),
    },
    {
      options: { hardShare: 0.5, others: 'zero' },
      reference: meanOf((logits, label, { counts }) => {
        const [v, hard] = [balanced(logits, counts), hardest(logits, label, 0.5)];
        const zeroed = v.map((value, k) => (hard.has(k) ? value : 0));
        return negativeLogSoftmax(v, label) + negativeLogSoftmax(zeroed, label);
      }),
    },
  ],
} satisfies LossCases;
