import type { LossCases } from '../cases.js';
import { averaged, isOf, meanOfAnchors, prototypesOf, pull, samplesOf } from '../contrastive-reference.js';
import { type Reference, sum } from '../reference.js';

const targeted =
  ({ lambda, withTarget }: { lambda: number; withTarget: boolean }): Reference =>
  (batch) => {
    const [samples, targets] = [samplesOf(batch), prototypesOf(batch)];
    return meanOfAnchors(samples, [...samples, ...targets], 0.07, (comparison) => {
      const { anchor, others, similarity } = comparison;
      const denominator = sum(others.map(similarity));
      const positives = samples.filter((sample) => sample !== anchor && sample.label === anchor.label);
      const toSamples = pull(positives, comparison, denominator);
      const toTarget = pull(targets.filter(isOf(anchor.label)), comparison, denominator, lambda);
      return withTarget
        ? (toSamples + toTarget) / (positives.length + 1)
        : averaged(toSamples, positives.length) + toTarget;
    });
  };

export default {
  wholeBatch: true,
  inputs: {
    features: { rows: 'samples', columns: 5, unitRows: true },
    prototypes: { rows: 'classes', columns: 5, unitRows: true },
  },
  rows: [
    { reference: targeted({ lambda: 1, withTarget: false }) },
    {
      options: { lambda: 0.2, divisor: 'with-target' },
      reference: targeted({ lambda: 0.2, withTarget: true }),
    },
  ],
} satisfies LossCases;
