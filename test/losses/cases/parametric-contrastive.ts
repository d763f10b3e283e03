import type { LossCases } from '../cases.js';
import { isOf, meanOfAnchors, samplesOf } from '../contrastive-reference.js';
import { prior, type Reference, type Row, sum } from '../reference.js';

const logSumExp = (values: Row) => {
  const largest = Math.max(...values);
  return largest + Math.log(sum(values.map((value) => Math.exp(value - largest))));
};

const parametric =
  ({ temperature = 0.05, alpha = 0.01, rebalanced = true, weightedMean = false }): Reference =>
  (batch) => {
    const samples = samplesOf(batch);
    const priors = prior(batch.counts);
    return meanOfAnchors(samples, samples, temperature, ({ anchor, others, exponent }) => {
      const centres = batch.logits[anchor.image!]!.map((logit, k) => logit + (rebalanced ? Math.log(priors[k]!) : 0));
      const logDenominator = logSumExp([...centres, ...others.map(exponent)]);
      const positives = others.filter(isOf(anchor.label));
      const loss =
        logDenominator -
        centres[anchor.label]! +
        alpha * sum(positives.map((positive) => logDenominator - exponent(positive)));
      return weightedMean ? loss / (1 + alpha * positives.length) : loss;
    });
  };

export default {
  wholeBatch: true,
  inputs: { features: { rows: 'samples', columns: 5, unitRows: true } },
  rows: [
    { reference: parametric({}) },
    {
      options: { alpha: 0.5, temperature: 1, divisor: 'weights' },
      reference: parametric({ alpha: 0.5, temperature: 1, weightedMean: true }),
    },
    { options: { centres: 'plain', alpha: 0 }, reference: parametric({ rebalanced: false, alpha: 0 }) },
  ],
} satisfies LossCases;
