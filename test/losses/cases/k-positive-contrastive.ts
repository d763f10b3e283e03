import type { LossCases } from '../cases.js';
import { averaged, isOf, meanOfAnchors, pull, samplesOf, supervisedReference } from '../contrastive-reference.js';
import { sum } from '../reference.js';

export default {
  wholeBatch: true,
  inputs: { features: { rows: 'samples', columns: 5, unitRows: true } },
  rows: [
    // These batches have no more than six others of a class.
    { reference: supervisedReference(0.07) },
    {
      options: { k: 1, temperature: 0.5 },
      ordered: true,
      reference: (batch) => {
        const samples = samplesOf(batch);
        return meanOfAnchors(samples, samples, 0.5, (comparison) => {
          const { anchor, others, similarity } = comparison;
          const following = [...samples.slice(anchor.image! + 1), ...samples.slice(0, anchor.image!)];
          const positives = following.filter(isOf(anchor.label)).slice(0, 1);
          return averaged(pull(positives, comparison, sum(others.map(similarity))), positives.length);
        });
      },
    },
  ],
} satisfies LossCases;
