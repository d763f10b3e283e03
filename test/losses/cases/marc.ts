import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax, type Row, scaledToClassCount, weightedMeanOf } from '../reference.js';

/** U of eq. 12. */
const weights = (counts: Row, gamma: number) => scaledToClassCount(counts.map((count) => (1 / count) ** gamma));

const batchMean = (gamma: number) =>
  meanOf((logits, label, { counts }) => weights(counts, gamma)[label]! * negativeLogSoftmax(logits, label));

export default {
  rows: [
    { reference: batchMean(1.2) },
    { options: { gamma: 0 }, reference: meanOf(negativeLogSoftmax) },
    { options: { gamma: 2 }, reference: batchMean(2) },
    {
      options: { reduction: 'weighted-mean' },
      reference: weightedMeanOf((counts) => weights(counts, 1.2), negativeLogSoftmax),
    },
  ],
} satisfies LossCases;
