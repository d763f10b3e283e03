import type { AdjustmentCases } from '../cases.js';
import { dot, headLogits, priors, row, rowsOf, weightNorms } from '../float64.js';

export const cases: AdjustmentCases = {
  parameterCount: () => 0,
  reference: [0, 0.7, 1, 2].flatMap((tau) => [
    {
      options: { tau },
      logits: (bank, split) =>
        rowsOf(bank, split).flatMap((z) =>
          weightNorms(bank).map((norm, k) => dot(row(bank.head.weight, k, bank.featureSize), z) / norm ** tau),
        ),
    },
    {
      options: { tau, by: 'prior', bias: 'divided' },
      logits: (bank, split) =>
        rowsOf(bank, split).flatMap((z) => headLogits(z, bank).map((logit, k) => logit / priors(bank)[k]! ** tau)),
    },
  ]),
  identity: [
    { tau: 0, bias: 'divided' },
    { tau: 0, by: 'prior', bias: 'divided' },
  ],
};
