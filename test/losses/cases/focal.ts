import type { LossCases } from '../cases.js';
import {
  effectiveNumber,
  focal,
  meanOf,
  negativeLogSoftmax,
  type Row,
  scaledToClassCount,
  sigmoidFocal,
} from '../reference.js';

const weights = (counts: Row) => scaledToClassCount(effectiveNumber(counts, 0.9999));
const softmaxFocal = (gamma: number) => meanOf((logits, label) => focal(negativeLogSoftmax(logits, label), gamma));

export default {
  rows: [
    { reference: softmaxFocal(1) },
    { options: { gamma: 0.5 }, reference: softmaxFocal(0.5) },
    { options: { gamma: 0 }, reference: meanOf(negativeLogSoftmax) },
    {
      options: { classWeights: 'effective-number' },
      reference: meanOf(
        (logits, label, { counts }) => weights(counts)[label]! * focal(negativeLogSoftmax(logits, label), 1),
      ),
    },
    {
      options: { classWeights: 'effective-number', weighting: 'inside' },
      reference: meanOf((logits, label, { counts }) =>
        focal(weights(counts)[label]! * negativeLogSoftmax(logits, label), 1),
      ),
    },
    {
      options: { base: 'sigmoid', gamma: 2 },
      reference: meanOf((logits, label) => sigmoidFocal(logits, label, 2)),
    },
  ],
} satisfies LossCases;
