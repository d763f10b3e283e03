import type { FeatureBank } from '../../lib/adjustment/index.js';
import type { Objective, Parameters } from './cases.js';

/** The rows of a split's features. */
export function rowsOf(bank: FeatureBank, split: 'train' | 'test'): number[][] {
  const { features, count } = bank[split];
  return Array.from({ length: count }, (_, i) => [
    ...features.subarray(i * bank.featureSize, (i + 1) * bank.featureSize),
  ]);
}

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);

export const norm = (a: ArrayLike<number>) => Math.sqrt(dot(a, a));

/** Row k of a flat matrix with `width` columns. */
export const row = (matrix: ArrayLike<number>, k: number, width: number) =>
  Array.from({ length: width }, (_, j) => matrix[k * width + j]!);

/** W z + b. */
export const linear = (weight: ArrayLike<number>, z: number[], bias?: ArrayLike<number> | null) =>
  Array.from({ length: weight.length / z.length }, (_, k) => dot(row(weight, k, z.length), z) + (bias?.[k] ?? 0));

/** η = W z + b of the stage-one head. */
export const headLogits = (z: number[], { head }: FeatureBank) => linear(head.weight, z, head.bias);

export const weightNorms = ({ head, classCounts, featureSize }: FeatureBank) =>
  classCounts.map((_, k) => norm(row(head.weight, k, featureSize)));

export const priors = ({ classCounts }: FeatureBank) => {
  const total = classCounts.reduce((sum, count) => sum + count, 0);
  return classCounts.map((count) => count / total);
};

/** log softmax, without overflow. */
export function logSoftmax(logits: number[]): number[] {
  const largest = Math.max(...logits);
  const logSum = largest + Math.log(logits.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  return logits.map((value) => value - logSum);
}

export const crossEntropy = (logits: number[], label: number) => -logSoftmax(logits)[label]!;

/** K (1/n)^γ / Σ (1/n)^γ (MARC eq. 12). */
export function inverseFrequencyWeight(label: number, { classCounts }: FeatureBank, gamma: number): number {
  const sum = classCounts.reduce((total, count) => total + count ** -gamma, 0);
  return (classCounts.length * classCounts[label]! ** -gamma) / sum;
}

export interface Descent {
  steps: number;
  learningRate: number;
  momentum: number;
  weightDecay: number;
}

/** Gradient descent over whole training sets with gradients of central differences, along a cosine to zero. */
export function descend(
  bank: FeatureBank,
  { initial, logits, loss, weight = () => 1, divisor = 'count', rates = {} }: Objective,
  { steps, learningRate, momentum, weightDecay }: Descent,
): Parameters {
  const rows = rowsOf(bank, 'train');
  const labels = [...bank.train.labels];
  const weights = labels.map((label) => weight(label, bank));
  const total = divisor === 'count' ? labels.length : weights.reduce((sum, each) => sum + each, 0);
  const value = (parameters: Parameters) =>
    rows.reduce((sum, z, i) => sum + weights[i]! * loss(logits(z, parameters, bank), labels[i]!, bank), 0) / total;

  const parameters = initial(bank);
  const velocities = Object.fromEntries(
    Object.entries(parameters).map(([name, values]) => [name, values.map(() => 0)]),
  );
  for (let step = 0; step < steps; step++) {
    const rate = (learningRate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
    const gradients = Object.entries(parameters).map(([name, values]) => {
      const slopes = values.map((_, i) => {
        const shifted = (by: number) => ({ ...parameters, [name]: values.map((x, j) => (i === j ? x + by : x)) });
        return (value(shifted(1e-5)) - value(shifted(-1e-5))) / 2e-5;
      });
      return [name, slopes] as const;
    });
    for (const [name, slopes] of gradients) {
      const [values, velocity] = [parameters[name]!, velocities[name]!];
      slopes.forEach((slope, i) => {
        velocity[i] = momentum * velocity[i]! + slope + weightDecay * values[i]!;
        values[i]! -= rate * (rates[name] ?? 1) * velocity[i]!;
      });
    }
  }
  return parameters;
}
