import type { AdjustmentCases } from '../cases.js';

export const cases: AdjustmentCases = {
  options: { imbalanceFactor: 40, epochs: 3, batchSize: 16 },
  parameterCount: ({ classCount }) => 2 * classCount,
  identity: [{ epochs: 0 }, { learningRate: 0 }],
};
