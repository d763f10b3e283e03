import type { AdjustmentCases } from '../cases.js';
import { headLogits, rowsOf } from '../float64.js';

export const cases: AdjustmentCases = {
  parameterCount: () => 0,
  reference: [{ options: {}, logits: (bank, split) => rowsOf(bank, split).flatMap((z) => headLogits(z, bank)) }],
  identity: [{}],
};
