import type { EpochOfRun } from '../../../lib/data/index.js';

/** What the contract suite needs to know of a sampler. */
export interface SamplerCase {
  options?: Record<string, unknown>;
  /** [class], written anew from the paper's equation. */
  probabilities(counts: readonly number[], epoch: EpochOfRun): number[];
  /** Every image is visited once: counts are exact and the epoch cannot be longer. */
  everyImageOnce?: boolean;
}

/** Options that the sampler refuses, with the words of the sentence that says why. */
export type Refusal = [options: Record<string, unknown>, words: string];

export interface SamplerCases {
  cases: SamplerCase[];
  refuses?: Refusal[];
}

export function shares(weights: number[]): number[] {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return weights.map((weight) => weight / sum);
}
