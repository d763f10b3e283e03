import type { LossCases } from '../cases.js';
import { marginCrossEntropy, marginLoss, normalisedSoftmax, type Psi } from '../margin-reference.js';
import { effectiveNumber, meanOf, scaledToClassCount, weightedMeanOf } from '../reference.js';

const psi =
  (margin: number): Psi =>
  (theta, label, { counts }) => {
    const constant = margin / Math.max(...counts.map((count) => count ** -0.25));
    return Math.cos(theta) - constant * counts[label]! ** -0.25;
  };

export default {
  angular: true,
  rows: [
    { reference: marginLoss(30, psi(0.5)) },
    { options: { margin: 0.1, scale: 16 }, reference: marginLoss(16, psi(0.1)) },
    { options: { margin: 0 }, reference: normalisedSoftmax(30) },
    {
      options: { classWeights: 'effective-number' },
      reference: meanOf((cosines, label, batch) => {
        const weights = scaledToClassCount(effectiveNumber(batch.counts, 0.9999));
        return weights[label]! * marginCrossEntropy(30, psi(0.5))(cosines, label, batch);
      }),
    },
    {
      options: { classWeights: 'effective-number', beta: 0.999, reduction: 'weighted-mean' },
      reference: weightedMeanOf((counts) => effectiveNumber(counts, 0.999), marginCrossEntropy(30, psi(0.5))),
    },
  ],
} satisfies LossCases;
