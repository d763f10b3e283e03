import { InputError } from '../errors.js';

/** Anything that holds one number a place: typed arrays and plain arrays alike. */
export type Numbers = ArrayLike<number>;

/** @throws InputError unless `values` are whole rows of `classCount` numbers; returns the number of rows. */
export function rowCount(values: Numbers, classCount: number): number {
  const rows = values.length / classCount;
  if (Number.isInteger(rows)) return rows;
  throw new InputError(`${values.length} values are no whole rows of ${classCount} classes: check the class count.`);
}

/** @throws InputError unless there are `count` labels, all in 0 … K-1. */
export function checkLabels(labels: Numbers, { count, classCount }: { count: number; classCount: number }): void {
  if (labels.length !== count) {
    throw new InputError(`There are ${labels.length} labels for ${count} samples: give one label for each sample.`);
  }
  for (let i = 0; i < count; i++) checkClass(labels[i]!, classCount, `Label ${labels[i]} of sample ${i}`);
}

/** @throws InputError unless `value` is a class of 0 … K-1; `what` begins the sentence. */
export function checkClass(value: number, classCount: number, what: string): void {
  if (Number.isInteger(value) && value >= 0 && value < classCount) return;
  throw new InputError(`${what} is outside 0 … ${classCount - 1}: check that labels and model have the same classes.`);
}
