import type { LossCases } from '../cases.js';
import { isOf, meanOfAnchors, samplesOf } from '../contrastive-reference.js';
import { mean, prior, type Reference, sum } from '../reference.js';

const likelihood =
  (temperature: number): Reference =>
  (batch) => {
    const samples = samplesOf(batch);
    const priors = prior(batch.counts);
    return meanOfAnchors(samples, samples, temperature, ({ anchor, others, similarity }) => {
      const joint = (label: number) => {
        const ofClass = others.filter(isOf(label));
        return ofClass.length === 0 ? 0 : priors[label]! * mean(ofClass.map(similarity));
      };
      const own = joint(anchor.label);
      return own === 0 ? 0 : Math.log(sum(batch.counts.map((_, label) => joint(label)))) - Math.log(own);
    });
  };

export default {
  wholeBatch: true,
  inputs: { features: { rows: 'samples', columns: 5, unitRows: true } },
  rows: [{ reference: likelihood(0.1) }, { options: { temperature: 1 }, reference: likelihood(1) }],
} satisfies LossCases;
