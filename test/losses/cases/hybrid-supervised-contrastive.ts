import type { LossCases } from '../cases.js';
import { supervisedReference } from '../contrastive-reference.js';

export default {
  wholeBatch: true,
  inputs: { features: { rows: 'samples', columns: 5, unitRows: true } },
  // At the start of the training; how it goes on is tested in hybrid-supervised-contrastive.test.ts.
  rows: [{ reference: supervisedReference(0.1) }],
} satisfies LossCases;
