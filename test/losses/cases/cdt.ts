import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax } from '../reference.js';

const cdt = (gamma: number) =>
  meanOf((logits, label, { counts }) => {
    const largest = Math.max(...counts);
    return negativeLogSoftmax(
      logits.map((value, k) => value / (largest / counts[k]!) ** gamma),
      label,
    );
  });

export default {
  rows: [
    { reference: cdt(0.2) },
    { options: { gamma: 0.4 }, reference: cdt(0.4) },
    { options: { gamma: 0 }, reference: meanOf(negativeLogSoftmax) },
  ],
} satisfies LossCases;
