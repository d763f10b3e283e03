import { type Numbers, rowCount } from './rows.js';

/**
 * Calls `visit` with the softmax of each row of logits, row-major [n, K], in float64 and safe for any finite logits; the
 * row is overwritten by the next, so that a large split needs no matrix of probabilities.
 */
export function visitSoftmaxRows(
  logits: Numbers,
  { classCount }: { classCount: number },
  visit: (probabilities: Float64Array, sample: number) => void,
): void {
  const rows = rowCount(logits, classCount);
  const row = new Float64Array(classCount);
  for (let i = 0; i < rows; i++) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classCount; k++) largest = Math.max(largest, logits[i * classCount + k]!);
    let sum = 0;
    for (let k = 0; k < classCount; k++) sum += row[k] = Math.exp(logits[i * classCount + k]! - largest);
    for (let k = 0; k < classCount; k++) row[k]! /= sum;
    visit(row, i);
  }
}

/** Row-wise softmax of logits as a matrix [n, K], see `visitSoftmaxRows`. */
export function softmax(logits: Numbers, { classCount }: { classCount: number }): Float64Array {
  const probabilities = new Float64Array(logits.length);
  visitSoftmaxRows(logits, { classCount }, (row, i) => probabilities.set(row, i * classCount));
  return probabilities;
}
