import { InputError } from '../errors.js';
import { type Numbers, rowCount } from './rows.js';

/**
 * The class of the largest value of each row of [n, K]; of several, the first.
 *
 * @throws InputError for a value that is not a number, as a diverged model gives.
 */
export function argmaxRows(values: Numbers, { classCount }: { classCount: number }): Int32Array {
  return Int32Array.from({ length: rowCount(values, classCount) }, (_, i) => {
    let best = 0;
    for (let k = 0; k < classCount; k++) {
      const value = values[i * classCount + k]!;
      if (Number.isNaN(value)) {
        throw new InputError(`Class ${k} of sample ${i} has a score that is not a number: the model has diverged.`);
      }
      if (value > values[i * classCount + best]!) best = k;
    }
    return best;
  });
}
