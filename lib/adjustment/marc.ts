import { z } from 'zod';
import { checkCount, checkNumber } from '../check-number.js';
import { InputError } from '../errors.js';
import type { Reduction } from '../losses/index.js';
import { createSchedule } from '../optimization/index.js';
import { randomStream } from '../random/index.js';
import { rowNorms } from '../row-norms.js';
import { type AdjustedClassifier, classwise } from './adjusted-classifier.js';
import { defineAdjustment } from './definition.js';
import { checkFeatureBank, type FeatureBank } from './feature-bank.js';
import { headLogits } from './head-logits.js';
import { marcClassWeights, marcLoss } from './marc-loss.js';

export interface MarcOptions {
  /** γ of the class weights U (eq. 12); 0 is no re-weighting. Default 1.2, the paper's for all data sets. */
  gamma?: number;
  /** Passes over the training features. Default 10, the paper's for ImageNet-LT; it gives none for CIFAR. */
  epochs?: number;
  /** Samples of a mini-batch; the last of an epoch may be smaller. Default 512. */
  batchSize?: number;
  /** Learning rate at the start, falling to 0 along a cosine over all iterations. Default 0.05. */
  learningRate?: number;
  /** Default 0.9. */
  momentum?: number;
  /**
   * Added to the gradients as weightDecay · ω and weightDecay · β. Default 5e-4: the paper gives this value for all data
   * sets but iNaturalist (1e-4) and exempts neither parameter.
   */
  weightDecay?: number;
  /** Mean over the batch as Algorithm 2 prints it (default), or PyTorch's mean over the sum of weights. */
  reduction?: Reduction;
  /** Seed of the order of samples. Default 0. */
  seed?: number;
}

/**
 * Margin calibration: learns ω_j and β_j, 2K numbers, so that ω_j η_j + β_j ‖W_j‖ replaces the logit η_j of the frozen
 * stage-one model, by SGD on instance-balanced mini-batches (Algorithm 2, lines 7 to 11).
 *
 * It runs in float64 on precomputed logits and one fixed order of sums, so a seed gives the same bits on every engine.
 * No code was released with the paper.
 *
 * @throws InputError for an inconsistent feature bank, options out of range, and a learning rate at which it diverges.
 * @see Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 8 to 12.
 */
export function marc(
  bank: FeatureBank,
  {
    gamma = 1.2,
    epochs = 10,
    batchSize = 512,
    learningRate = 0.05,
    momentum = 0.9,
    weightDecay = 5e-4,
    reduction = 'batch-mean',
    seed = 0,
  }: MarcOptions = {},
): AdjustedClassifier {
  checkFeatureBank(bank);
  for (const [name, value] of Object.entries({ gamma, learningRate, momentum, weightDecay })) {
    checkNumber(name, value, { atLeast: 0 });
  }
  for (const [name, value] of Object.entries({ epochs, batchSize })) checkCount(name, value);

  const { train, classCounts } = bank;
  const classCount = classCounts.length;
  const logits = headLogits(train, bank.head, bank);
  const weightNorms = rowNorms(bank.head.weight, { rowCount: classCount });
  const classWeights = marcClassWeights(classCounts, { gamma });
  const omega = new Float64Array(classCount).fill(1);
  const beta = new Float64Array(classCount);
  const velocities = { omega: new Float64Array(classCount), beta: new Float64Array(classCount) };

  const iterationsPerEpoch = Math.ceil(train.count / batchSize);
  const length = { iterationsPerEpoch, totalIterations: epochs * iterationsPerEpoch };
  const schedule = createSchedule({ name: 'cosine', from: learningRate });
  for (let iteration = 0, epoch = 0; epoch < epochs; epoch++) {
    const order = Int32Array.from({ length: train.count }, (_, i) => i);
    randomStream(seed, 'marc', 'order', epoch).shuffle(order);
    for (let start = 0; start < train.count; start += batchSize, iteration++) {
      const indices = order.subarray(start, start + batchSize);
      const batch = { logits, labels: train.labels, indices, omega, beta, weightNorms, classWeights, reduction };
      const { gradientOmega, gradientBeta } = marcLoss(batch);
      const rule = { learningRate: schedule(iteration, length), momentum, weightDecay };
      descend(omega, velocities.omega, gradientOmega, rule);
      descend(beta, velocities.beta, gradientBeta, rule);
    }
  }
  if (!omega.every(Number.isFinite) || !beta.every(Number.isFinite)) {
    throw new InputError(`MARC diverged at learning rate ${learningRate}: lower its learningRate.`);
  }
  return {
    logits: classwise(
      (features) => headLogits(features, bank.head, bank),
      classCount,
      (logit, k) => omega[k]! * logit + beta[k]! * weightNorms[k]!,
    ),
    parameterCount: 2 * classCount,
    parameters: { omega: [...omega], beta: [...beta] },
  };
}

/** PyTorch's SGD step in place, see `Sgd` for tensors. */
function descend(
  values: Float64Array,
  velocity: Float64Array,
  gradient: Float64Array,
  { learningRate, momentum, weightDecay }: { learningRate: number; momentum: number; weightDecay: number },
): void {
  for (let k = 0; k < values.length; k++) {
    velocity[k] = momentum * velocity[k]! + gradient[k]! + weightDecay * values[k]!;
    values[k]! -= learningRate * velocity[k]!;
  }
}

export const marcDefinition = defineAdjustment({
  options: z.strictObject({
    gamma: z.number().min(0).default(1.2).describe('γ of the class weights (eq. 12); 0 is no re-weighting'),
    epochs: z.number().int().min(1).default(10).describe('passes over the training features'),
    batchSize: z.number().int().min(1).default(512).describe('samples of a mini-batch'),
    learningRate: z.number().min(0).default(0.05).describe('at the start, falling to 0 along a cosine'),
    momentum: z.number().min(0).default(0.9).describe('momentum of SGD'),
    weightDecay: z.number().min(0).default(5e-4).describe('weight decay on ω and β'),
    reduction: z
      .enum(['batch-mean', 'weighted-mean'])
      .default('batch-mean')
      .describe('Σ U·L / n as Algorithm 2, or Σ U·L / Σ U as PyTorch'),
  }),
  create:
    (options, { seed }) =>
    (bank) =>
      marc(bank, { ...options, seed }),
});
