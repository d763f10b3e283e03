import type { FeatureBank } from '../../../lib/adjustment/index.js';
import type { AdjustmentCases, Objective } from '../cases.js';
import { linear, logSoftmax } from '../float64.js';

const few = { epochs: 2, batchSize: 16 };

/** Concave label-aware smoothing with ε from 0.1 in the tail to 0.4 in the head (MiSLAS eq. 1 and 3.a). */
const smoothed =
  (form: 'paper' | 'released') =>
  (logits: number[], label: number, { classCounts }: FeatureBank): number => {
    const [smallest, largest] = [Math.min(...classCounts), Math.max(...classCounts)];
    const position = (classCounts[label]! - smallest) / (largest - smallest);
    const epsilon = 0.1 + 0.3 * Math.sin((Math.PI * position) / 2);
    const classCount = classCounts.length;
    return logSoftmax(logits).reduce((sum, logProbability, k) => {
      const ofPaper = k === label ? 1 - epsilon : epsilon / (classCount - 1);
      const ofCode = epsilon / classCount + (k === label ? 1 - epsilon : 0);
      return sum - (form === 'paper' ? ofPaper : ofCode) * logProbability;
    }, 0);
  };

const paper = (retention: number): Objective => ({
  options: { retention, shiftRate: 0.2 },
  initial: ({ classCounts, head }) => ({ scale: classCounts.map(() => 1), shift: [...head.weight].map(() => 0) }),
  logits: (z, { scale, shift }, { head }) => {
    const weight = shift!.map((value, i) => retention * head.weight[i]! + value);
    const bias = [...head.bias!].map((value) => retention * value);
    return linear(weight, z, bias).map((logit, k) => scale![k]! * logit);
  },
  loss: smoothed('paper'),
  rates: { shift: 0.2 },
});

const released: Objective = {
  options: {
    form: 'released',
    shiftRate: 0.5,
    loss: { name: 'label-aware-smoothing', options: { smoothing: 'over-all-classes' } },
  },
  initial: ({ classCounts, head }) => ({
    scale: classCounts.map(() => 1),
    weight: [...head.weight],
    bias: [...head.bias!],
  }),
  logits: (z, { scale, weight, bias }) => linear(weight!, z, bias).map((logit, k) => scale![k]! * logit),
  loss: smoothed('released'),
  rates: { weight: 0.5, bias: 0.5 },
};

export const cases: AdjustmentCases = {
  options: few,
  orderless: { ...few, sampler: 'instance-balanced' },
  parameterCount: ({ classCount, featureSize }) => classCount * featureSize + classCount,
  objective: [paper(1), paper(0), released],
  identity: [{ epochs: 0 }, { learningRate: 0 }, { form: 'released', epochs: 0 }],
};
