import { randomStream } from '../../../lib/random/index.js';
import type { AdjustmentCases, Objective } from '../cases.js';
import { crossEntropy, dot, headLogits, inverseFrequencyWeight } from '../float64.js';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const objective = (form: 'paper' | 'released', rho: number, reduction: 'batch-mean' | 'weighted-mean'): Objective => ({
  options: { form, rho, reduction },
  initial: ({ classCounts, featureSize }) => {
    const drawn = randomStream(0, 'stage two', 'initial', 'confidence bias').uniform();
    return {
      scale: classCounts.map(() => 1),
      offset: classCounts.map(() => 0),
      confidence: new Array<number>(featureSize).fill(0.1),
      ...(form === 'released' ? { confidenceBias: [(2 * drawn - 1) / Math.sqrt(featureSize)] } : {}),
    };
  },
  logits: (z, { scale, offset, confidence, confidenceBias = [0] }, bank) => {
    const c = sigmoid(dot(confidence!, z) + confidenceBias[0]!);
    return headLogits(z, bank).map((eta, k) =>
      form === 'paper'
        ? c * (scale![k]! * eta + offset![k]!) + (1 - c) * eta
        : (1 + c * scale![k]!) * eta + c * offset![k]!,
    );
  },
  loss: crossEntropy,
  weight: (label, bank) => inverseFrequencyWeight(label, bank, rho),
  divisor: reduction === 'batch-mean' ? 'count' : 'weights',
});

export const cases: AdjustmentCases = {
  options: { epochs: 2, batchSize: 16 },
  parameterCount: ({ classCount, featureSize }) => 2 * classCount + featureSize,
  objective: [
    objective('paper', 1.2, 'batch-mean'),
    objective('paper', 0, 'batch-mean'),
    objective('released', 1.2, 'weighted-mean'),
  ],
  identity: [{ epochs: 0 }, { learningRate: 0 }],
};
