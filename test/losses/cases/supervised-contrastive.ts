import type { LossCases } from '../cases.js';
import { supervisedReference } from '../contrastive-reference.js';

export default {
  wholeBatch: true,
  inputs: { features: { rows: 'samples', columns: 5, unitRows: true } },
  rows: [{ reference: supervisedReference(0.1) }, { options: { temperature: 2 }, reference: supervisedReference(2) }],
} satisfies LossCases;
