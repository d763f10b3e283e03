import type { AdjustmentCases } from '../cases.js';
import { crossEntropy, headLogits } from '../float64.js';

export const cases: AdjustmentCases = {
  options: { epochs: 2, batchSize: 16 },
  orderless: { sampler: 'instance-balanced', epochs: 2, batchSize: 16 },
  parameterCount: ({ classCount }) => classCount,
  objective: [
    {
      options: {},
      initial: ({ classCounts }) => ({ scale: classCounts.map(() => 1) }),
      logits: (z, { scale }, bank) => headLogits(z, bank).map((logit, k) => scale![k]! * logit),
      loss: crossEntropy,
    },
  ],
  identity: [{ epochs: 0 }, { learningRate: 0 }],
};
