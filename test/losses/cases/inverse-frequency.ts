import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax, type Row, scaledToClassCount, sum, weightedMeanOf } from '../reference.js';

const inverse = (counts: Row) => counts.map((count) => 1 / count);

export default {
  rows: [
    { reference: meanOf((logits, y, { counts }) => (sum(counts) / counts[y]!) * negativeLogSoftmax(logits, y)) },
    { options: { reduction: 'weighted-mean' }, reference: weightedMeanOf(inverse, negativeLogSoftmax) },
    {
      options: { reduction: 'batch-mean' },
      reference: meanOf(
        (logits, y, { counts }) => scaledToClassCount(inverse(counts))[y]! * negativeLogSoftmax(logits, y),
      ),
    },
  ],
} satisfies LossCases;
