import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax, prior } from '../reference.js';

const equalised = (transform: (share: number) => number) =>
  meanOf((logits, y, { counts }) => {
    const shares = prior(counts);
    return negativeLogSoftmax(
      logits.map((value, k) => (k === y ? value : value + Math.log(transform(shares[k]!)))),
      y,
    );
  });

export default {
  rows: [
    { reference: equalised((share) => share) },
    {
      options: { transform: 'threshold', gamma: 0.8, lambda: 0.2 },
      reference: equalised((share) => (share < 0.2 ? 0.2 : 1)),
    },
    { options: { transform: 'threshold', gamma: 0, lambda: 0.2 }, reference: meanOf(negativeLogSoftmax) },
  ],
} satisfies LossCases;
