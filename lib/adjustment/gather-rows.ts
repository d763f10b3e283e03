import type { FeatureSet } from './feature-bank.js';

/** Copies single rows of a split: features [rows, p] and labels [rows]. */
export function gatherRows({ features, labels }: FeatureSet, rows: Int32Array, featureSize: number) {
  const gathered = new Float32Array(rows.length * featureSize);
  rows.forEach((row, i) => {
    gathered.set(features.subarray(row * featureSize, (row + 1) * featureSize), i * featureSize);
  });
  return { features: gathered, labels: Int32Array.from(rows, (row) => labels[row]!) };
}
