import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax, type Reference, scaledToClassCount, sum } from '../reference.js';

const weightedMean: Reference = ({ logits, labels, counts, shares }) =>
  sum(logits.map((row, i) => (shares[i]! * negativeLogSoftmax(row, labels[i]!)) / counts[labels[i]!]!)) /
  sum(labels.map((label) => 1 / counts[label]!));

export default {
  rows: [
    { reference: meanOf((logits, y, { counts }) => (sum(counts) / counts[y]!) * negativeLogSoftmax(logits, y)) },
    { options: { reduction: 'weighted-mean' }, reference: weightedMean },
    {
      options: { reduction: 'batch-mean' },
      reference: meanOf(
        (logits, y, { counts }) =>
          scaledToClassCount(counts.map((count) => 1 / count))[y]! * negativeLogSoftmax(logits, y),
      ),
    },
  ],
} satisfies LossCases;
