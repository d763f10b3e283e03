/** The pieces of metrics again, sample by sample and without regard for speed, in float64. */

import type { MetricInput } from '../../lib/metrics/index.js';
import { rowsOf } from './small-input.js';

export interface Sample {
  label: number;
  prediction: number;
  logits: number[];
  probabilities: number[];
  confidence: number;
  feature: number[];
}

/** log softmax first: log p_k = z_k − max z − log Σ exp(z_j − max z). */
export function logSoftmaxOf(logits: number[]): number[] {
  const largest = Math.max(...logits);
  const logarithm = Math.log(logits.reduce((sum, z) => sum + Math.exp(z - largest), 0));
  return logits.map((z) => z - largest - logarithm);
}

export function samplesOf({ logits, labels, features }: MetricInput): Sample[] {
  const featureRows = rowsOf(features, labels.length);
  return rowsOf(logits, labels.length).map((row, i) => {
    const prediction = row.indexOf(Math.max(...row));
    const probabilities = logSoftmaxOf(row).map(Math.exp);
    return {
      label: labels[i]!,
      prediction,
      logits: row,
      probabilities,
      confidence: probabilities[prediction]!,
      feature: featureRows[i]!,
    };
  });
}

export const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean, or null of nothing. */
export const meanOrNull = (values: number[]): number | null => (values.length === 0 ? null : mean(values));

export const isRight = ({ label, prediction }: Sample): number => Number(label === prediction);

/** One value of each class from its samples. */
export function byClass<Value>(
  input: MetricInput,
  counts: number[],
  of: (samples: Sample[], k: number) => Value,
): Value[] {
  const samples = samplesOf(input);
  return counts.map((_, k) =>
    of(
      samples.filter(({ label }) => label === k),
      k,
    ),
  );
}

export const classAccuracies = (input: MetricInput, counts: number[]): (number | null)[] =>
  byClass(input, counts, (samples) => meanOrNull(samples.map(isRight)));

/** Samples by bins (lower, upper] of a number of theirs. */
export function binned(samples: Sample[], of: (sample: Sample) => number, bins = 15): Sample[][] {
  return Array.from({ length: bins }, (_, b) =>
    samples.filter((sample) => of(sample) > b / bins && of(sample) <= (b + 1) / bins),
  );
}

export const length = (vector: number[]): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

export const dot = (a: number[], b: number[]): number => a.reduce((sum, value, d) => sum + value * b[d]!, 0);
