import type { LossCases } from '../cases.js';
import { marginCrossEntropy, marginLoss, normalisedSoftmax, type Psi } from '../margin-reference.js';
import { effectiveNumber, meanOf, type Row, scaledToClassCount, weightedMeanOf } from '../reference.js';

const isMisclassified = (cosines: Row, label: number) => cosines.indexOf(Math.max(...cosines)) !== label;

interface PsiOptions {
  margin?: number;
  tau?: number;
  hasInstanceMargin?: (cosines: Row, label: number) => boolean;
  reference?: (counts: Row) => number;
}

const psi =
  ({
    margin = 0.1,
    tau = 1,
    hasInstanceMargin = isMisclassified,
    reference = (counts) => Math.min(...counts),
  }: PsiOptions = {}): Psi =>
  (theta, label, { counts }, cosines) => {
    const ofClass = margin * (counts[label]! / reference(counts)) ** -tau;
    const difficulty = (1 - Math.cos(theta)) / 2;
    return Math.cos(theta + ofClass + (hasInstanceMargin(cosines, label) ? ofClass * difficulty : 0));
  };

const lossOfSample = marginCrossEntropy(32, psi());

export default {
  angular: true,
  rows: [
    { reference: marginLoss(32, psi()) },
    { options: { margin: 0 }, reference: normalisedSoftmax(32) },
    { options: { tau: 0, scale: 30 }, reference: marginLoss(30, psi({ tau: 0 })) },
    {
      options: { tau: 0, instanceMargin: 'none' },
      reference: marginLoss(32, (theta) => Math.cos(theta + 0.1)),
    },
    {
      options: { margin: 0.3, instanceMargin: 'positive' },
      reference: marginLoss(32, psi({ margin: 0.3, hasInstanceMargin: () => true })),
    },
    // Margins of tail classes take half of the samples beyond π.
    { options: { margin: 1.2, tau: 0.5 }, reference: marginLoss(32, psi({ margin: 1.2, tau: 0.5 })) },
    {
      options: { normaliseBy: 'last-class' },
      reference: marginLoss(32, psi({ reference: (counts) => counts.at(-1)! })),
      ordered: true,
    },
    {
      options: { base: 'balanced-softmax' },
      reference: meanOf(marginCrossEntropy(32, psi(), (k, { counts }) => Math.log(counts[k]!))),
    },
    {
      options: { base: 'class-balanced', beta: 0.99 },
      reference: meanOf(
        (cosines, label, batch) => effectiveNumber(batch.counts, 0.99)[label]! * lossOfSample(cosines, label, batch),
      ),
    },
    {
      options: { base: 'class-balanced', reduction: 'batch-mean' },
      reference: meanOf((cosines, label, batch) => {
        const weights = scaledToClassCount(effectiveNumber(batch.counts, 0.9999));
        return weights[label]! * lossOfSample(cosines, label, batch);
      }),
    },
    {
      options: { base: 'class-balanced', reduction: 'weighted-mean' },
      reference: weightedMeanOf((counts) => effectiveNumber(counts, 0.9999), lossOfSample),
    },
  ],
} satisfies LossCases;
