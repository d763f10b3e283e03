import type { LossCases } from '../cases.js';
import { prototypesOf, prototypical, samplesOf } from '../contrastive-reference.js';

export default {
  wholeBatch: true,
  inputs: {
    features: { rows: 'samples', columns: 5, unitRows: true },
    prototypes: { rows: 'classes', columns: 5, unitRows: true },
  },
  rows: [
    { reference: (batch) => prototypical(samplesOf(batch), prototypesOf(batch), 0.1) },
    {
      options: { temperature: 1 },
      reference: (batch) => prototypical(samplesOf(batch), prototypesOf(batch), 1),
    },
  ],
} satisfies LossCases;
