import type { AdjustmentCases } from '../cases.js';
import { headLogits, priors, rowsOf } from '../float64.js';

const reference = (tau: number, epsilon: number): NonNullable<AdjustmentCases['reference']>[number] => ({
  options: { tau, epsilon },
  logits: (bank, split) =>
    rowsOf(bank, split).flatMap((z) =>
      headLogits(z, bank).map((logit, k) => logit - Math.log(priors(bank)[k]! ** tau + epsilon)),
    ),
});

export const cases: AdjustmentCases = {
  parameterCount: () => 0,
  reference: [reference(1, 0), reference(2.6, 0), reference(-1, 0), reference(1, 1e-12), reference(2, 0.1)],
  identity: [{ tau: 0 }],
};
