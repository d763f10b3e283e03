import { type Batch, mean, negativeLogSoftmax, type Row, sum } from './reference.js';

export const squaredDistance = (a: Row, b: Row) => sum(a.map((value, i) => (value - b[i]!) ** 2));
export const distance = (a: Row, b: Row) => Math.sqrt(squaredDistance(a, b));

/** All pairs i < j of as many items. */
export const pairsOf = ({ length }: { length: number }): [number, number][] =>
  Array.from({ length }, (_, i) => i).flatMap((i) =>
    Array.from({ length: length - i - 1 }, (_, j): [number, number] => [i, i + j + 1]),
  );

export const crossEntropy = ({ logits, labels }: Batch) =>
  mean(logits.map((row, i) => negativeLogSoftmax(row, labels[i]!)));
