import { randomStream } from '../../../lib/random/index.js';
import type { AdjustmentCases, Objective, Parameters } from '../cases.js';
import { crossEntropy, dot, norm, row, rowsOf } from '../float64.js';

const [tau, gamma, alpha, steps] = [16, 1 / 32, 1.5, 3];

const halves = (z: number[], heads: number) =>
  Array.from({ length: heads }, (_, h) => z.slice((h * z.length) / heads, ((h + 1) * z.length) / heads));

const scaled = (z: number[], by: number) => z.map((value) => value * by);

/** τ/H Σ_h ŵ_h · part_h of every class. */
function scores(parts: number[][], { weight }: Parameters): number[] {
  const width = parts.flat().length;
  return Array.from({ length: weight!.length / width }, (_, k) => {
    const ofHeads = halves(row(weight!, k, width), parts.length).map((w, h) => dot(w, parts[h]!) / (norm(w) + gamma));
    return (tau / parts.length) * ofHeads.reduce((sum, value) => sum + value, 0);
  });
}

const unitParts = (z: number[], heads: number) => halves(z, heads).map((part) => scaled(part, 1 / norm(part)));

const objective = (heads: number): Objective => ({
  options: { heads },
  initial: ({ classCounts, featureSize }) => {
    const stream = randomStream(0, 'stage two', 'initial', 'weight');
    const bound = 1 / Math.sqrt(featureSize);
    const weight = Array.from({ length: classCounts.length * featureSize }, () => bound * (2 * stream.uniform() - 1));
    return { weight: [...Float32Array.from(weight)] };
  },
  logits: (z, parameters) => scores(unitParts(z, heads), parameters),
  testLogits: (z, parameters, bank) => {
    // Whole batches have the same mean each time: the average is a multiple of it.
    const rows = rowsOf(bank, 'train');
    const mean = z.map((_, j) => rows.reduce((sum, each) => sum + each[j]!, 0) / rows.length);
    const drift = unitParts(scaled(mean, 1 + 0.9 + 0.9 ** (steps - 1)), heads);
    const parts = unitParts(z, heads).map((part, h) => {
      const cosine = dot(part, drift[h]!);
      return part.map((value, j) => value - alpha * cosine * drift[h]![j]!);
    });
    return scores(parts, parameters);
  },
  loss: crossEntropy,
});

export const cases: AdjustmentCases = {
  options: { epochs: 2, batchSize: 16 },
  orderless: { start: 'stage-one', epochs: 2, batchSize: 16 },
  parameterCount: ({ classCount, featureSize }) => classCount * featureSize,
  objective: [objective(2), objective(1)],
};
