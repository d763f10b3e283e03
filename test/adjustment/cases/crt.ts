import type { AdjustmentCases } from '../cases.js';
import { crossEntropy, linear } from '../float64.js';

const instanceBalanced = { sampler: 'instance-balanced' };
const fromStageOne = { start: 'stage-one' };

export const cases: AdjustmentCases = {
  options: { epochs: 2, batchSize: 16 },
  orderless: { ...instanceBalanced, ...fromStageOne, epochs: 2, batchSize: 16 },
  parameterCount: ({ classCount, featureSize }) => classCount * featureSize + classCount,
  objective: [
    {
      options: fromStageOne,
      initial: ({ head }) => ({ weight: [...head.weight], bias: [...head.bias!] }),
      logits: (z, { weight, bias }) => linear(weight!, z, bias),
      loss: crossEntropy,
    },
  ],
  identity: [
    { ...fromStageOne, epochs: 0 },
    { ...fromStageOne, learningRate: 0 },
  ],
};
