import type { LossCases } from '../cases.js';
import {
  effectiveNumber,
  focal,
  meanOf,
  negativeLogSoftmax,
  type Row,
  scaledToClassCount,
  sigmoidFocal,
  weightedMeanOf,
} from '../reference.js';

const weights = (counts: Row, beta = 0.9999) => scaledToClassCount(effectiveNumber(counts, beta));

export default {
  rows: [
    { reference: meanOf((logits, y, { counts }) => weights(counts)[y]! * negativeLogSoftmax(logits, y)) },
    { options: { beta: 0 }, reference: meanOf(negativeLogSoftmax) },
    {
      options: { beta: 0.999, reduction: 'weighted-mean' },
      reference: weightedMeanOf((counts) => effectiveNumber(counts, 0.999), negativeLogSoftmax),
    },
    {
      options: { beta: 0.99, reduction: 'unnormalised' },
      reference: meanOf((logits, y, { counts }) => effectiveNumber(counts, 0.99)[y]! * negativeLogSoftmax(logits, y)),
    },
    {
      options: { base: 'focal', gamma: 2 },
      reference: meanOf((logits, y, { counts }) => weights(counts)[y]! * focal(negativeLogSoftmax(logits, y), 2)),
    },
    {
      options: { base: 'sigmoid-focal', gamma: 0.5 },
      reference: meanOf((logits, y, { counts }) => weights(counts)[y]! * sigmoidFocal(logits, y, 0.5)),
    },
  ],
} satisfies LossCases;
