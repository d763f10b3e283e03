import { z } from 'zod';
import { argmaxRows } from './argmax-rows.js';
import { binOf } from './calibration.js';
import { defineMetric } from './metric.js';
import { visitSoftmaxRows } from './softmax.js';

/** Classes as points of confidence and accuracy, and how densely they lie. */
export interface ConfidenceAccuracyDensity {
  /** Mean largest probability of the samples of each class [K]; null for a class without samples. */
  confidence: (number | null)[];
  /** Share of the samples of each class that were recognised [K]; null for a class without samples. */
  accuracy: (number | null)[];
  /** [bins of confidence, bins of accuracy], of integral 1 over the unit square. */
  density: number[][];
}

export const confidenceAccuracyDensityMetric = defineMetric({
  formula: 'histogram of the points (mean confidence, accuracy), one a class; a calibrated model has them on y = x',
  source: 'Xu et al., UniMix and Bayias, NeurIPS 2021, figure 1, which pools the points of a whole training',
  papers: ['unimix'],
  unit: 'fraction of one; density in points per unit square',
  result: '{ confidence [K], accuracy [K], density [bins, bins] }, null for a class without samples',
  needs: ['logits', 'labels'],
  options: z.strictObject({
    bins: z.number().int().min(1).default(20).describe('bins along each axis, closed on the right, the first on both'),
  }),
  create:
    ({ bins }, { classCount }) =>
    ({ logits, labels }): ConfidenceAccuracyDensity => {
      const predictions = argmaxRows(logits, { classCount });
      const sums = Array.from({ length: classCount }, () => ({ count: 0, confidence: 0, right: 0 }));
      visitSoftmaxRows(logits, { classCount }, (probabilities, i) => {
        const sum = sums[labels[i]!]!;
        sum.count++;
        sum.confidence += probabilities[predictions[i]!]!;
        if (predictions[i] === labels[i]) sum.right++;
      });
      const density = Array.from({ length: bins }, () => new Array<number>(bins).fill(0));
      const seen = sums.filter(({ count }) => count > 0);
      for (const { count, confidence, right } of seen) {
        // A mean of ones may round past 1.
        const column = binOf(Math.min(1, confidence / count), bins);
        density[column]![right === 0 ? 0 : binOf(right / count, bins)]! += bins ** 2 / seen.length;
      }
      return {
        confidence: sums.map(({ count, confidence }) => (count === 0 ? null : confidence / count)),
        accuracy: sums.map(({ count, right }) => (count === 0 ? null : right / count)),
        density,
      };
    },
});
