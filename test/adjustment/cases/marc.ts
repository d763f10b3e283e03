import type { AdjustmentCases, Objective } from '../cases.js';
import { crossEntropy, headLogits, inverseFrequencyWeight, weightNorms } from '../float64.js';

const objective = (gamma: number, reduction: 'batch-mean' | 'weighted-mean'): Objective => ({
  options: { gamma, reduction },
  initial: ({ classCounts }) => ({ omega: classCounts.map(() => 1), beta: classCounts.map(() => 0) }),
  logits: (z, { omega, beta }, bank) => {
    const norms = weightNorms(bank);
    return headLogits(z, bank).map((logit, k) => omega![k]! * logit + beta![k]! * norms[k]!);
  },
  loss: crossEntropy,
  weight: (label, bank) => inverseFrequencyWeight(label, bank, gamma),
  divisor: reduction === 'batch-mean' ? 'count' : 'weights',
});

export const cases: AdjustmentCases = {
  options: { epochs: 3, batchSize: 16 },
  parameterCount: ({ classCount }) => 2 * classCount,
  objective: [objective(1.2, 'batch-mean'), objective(0.5, 'weighted-mean'), objective(0, 'batch-mean')],
  identity: [{ epochs: 0 }, { learningRate: 0 }],
};
