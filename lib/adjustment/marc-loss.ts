import { InputError } from '../errors.js';
import type { Reduction } from '../losses/index.js';

export interface MarcLossInput {
  /** η of every sample of the set, row-major [n, K]. */
  logits: Float64Array;
  labels: Int32Array;
  /** Which samples form the batch. */
  indices: Int32Array;
  /** ω and β, [K] each. */
  omega: Float64Array;
  beta: Float64Array;
  /** ‖W‖ of each class. */
  weightNorms: Float64Array;
  /** U of each class (eq. 12). */
  classWeights: ArrayLike<number>;
  /** `batch-mean` is Σ U·L / n (Algorithm 2, line 10), `weighted-mean` is Σ U·L / Σ U, as PyTorch's `cross_entropy(weight=)`. */
  reduction: Reduction;
}

export interface MarcLoss {
  value: number;
  gradientOmega: Float64Array;
  gradientBeta: Float64Array;
}

/**
 * MARC's re-weighted cross-entropy of ω_j η_j + β_j ‖W_j‖ over a batch, with its gradient in closed form: with
 * δ = U (softmax − one-hot) per sample, ∂/∂ω_j = Σ δ_j η_j and ∂/∂β_j = Σ δ_j ‖W_j‖.
 *
 * @see Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, eq. 9 to 11.
 */
export function marcLoss({
  logits,
  labels,
  indices,
  omega,
  beta,
  weightNorms,
  classWeights,
  reduction,
}: MarcLossInput): MarcLoss {
  const classCount = omega.length;
  const gradientOmega = new Float64Array(classCount);
  const gradientBeta = new Float64Array(classCount);
  const exponentials = new Float64Array(classCount);
  let value = 0;
  let weightSum = 0;
  for (const sample of indices) {
    const row = sample * classCount;
    const label = labels[sample]!;
    const weight = classWeights[label]!;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classCount; k++) {
      const calibrated = omega[k]! * logits[row + k]! + beta[k]! * weightNorms[k]!;
      exponentials[k] = calibrated;
      if (calibrated > largest) largest = calibrated;
    }
    const target = exponentials[label]!;
    let sum = 0;
    for (let k = 0; k < classCount; k++) {
      exponentials[k] = Math.exp(exponentials[k]! - largest);
      sum += exponentials[k]!;
    }
    value += weight * (largest - target + Math.log(sum));
    weightSum += weight;
    for (let k = 0; k < classCount; k++) {
      const delta = weight * (exponentials[k]! / sum - (k === label ? 1 : 0));
      gradientOmega[k]! += delta * logits[row + k]!;
      gradientBeta[k]! += delta * weightNorms[k]!;
    }
  }
  const divisor = reduction === 'batch-mean' ? indices.length : weightSum;
  return {
    value: value / divisor,
    gradientOmega: gradientOmega.map((gradient) => gradient / divisor),
    gradientBeta: gradientBeta.map((gradient) => gradient / divisor),
  };
}

/**
 * U_j = K (1/n_j)^γ / Σ (1/n)^γ (eq. 12); γ = 0 gives weights of one.
 *
 * @throws InputError for an empty class.
 */
export function marcClassWeights(classCounts: readonly number[], { gamma }: { gamma: number }): number[] {
  const empty = classCounts.findIndex((count) => !(count > 0));
  if (empty >= 0)
    throw new InputError(`Class ${empty} has no training samples and no weight: leave it out of the bank.`);
  // Relative to the smallest class, so that no power of a large count underflows.
  const smallest = Math.min(...classCounts);
  const inverse = classCounts.map((count) => (smallest / count) ** gamma);
  const scale = classCounts.length / inverse.reduce((sum, value) => sum + value, 0);
  return inverse.map((value) => value * scale);
}
