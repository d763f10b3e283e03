import { type Numbers, rowCount } from './rows.js';

/** Row-wise softmax of logits, row-major [n, K], in float64 and safe for any finite logits. */
export function softmax(logits: Numbers, { classCount }: { classCount: number }): Float64Array {
  const rows = rowCount(logits, classCount);
  const probabilities = Float64Array.from(logits);
  for (let i = 0; i < rows; i++) {
    const row = probabilities.subarray(i * classCount, (i + 1) * classCount);
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (let k = 0; k < classCount; k++) sum += row[k] = Math.exp(row[k]! - largest);
    for (let k = 0; k < classCount; k++) row[k]! /= sum;
  }
  return probabilities;
}
