import { InputError } from '../errors.js';
import type { ConfusionMatrix } from './confusion-matrix.js';

/** To which side a classifier errs. */
export interface ErrorDirection {
  /** Share of the samples that are taken for another class. */
  error: number;
  /** Shares of the errors that are for a class with more, and with fewer training samples; null without errors. */
  commoner: number | null;
  rarer: number | null;
}

/**
 * Whether errors are for commoner classes, as of a classifier that favours the head, or for rarer ones: the two triangles of a
 * confusion matrix from head to tail.
 *
 * @param classCounts training samples of each class, in the order of the matrix.
 * @throws InputError for counts of other classes than the matrix has, and a matrix of no samples.
 */
export function errorDirection(confusion: ConfusionMatrix, classCounts: readonly number[]): ErrorDirection {
  if (confusion.length !== classCounts.length)
    throw new InputError(
      `The confusion matrix has ${confusion.length} classes and ${classCounts.length} counts: give one for each.`,
    );
  let [samples, errors, commoner, rarer] = [0, 0, 0, 0];
  for (const [truth, row] of confusion.entries()) {
    for (const [predicted, count] of row.entries()) {
      samples += count;
      if (predicted === truth) continue;
      errors += count;
      if (classCounts[predicted]! > classCounts[truth]!) commoner += count;
      if (classCounts[predicted]! < classCounts[truth]!) rarer += count;
    }
  }
  if (samples === 0) throw new InputError('The confusion matrix holds no samples: evaluate at least one.');
  const share = (count: number) => (errors === 0 ? null : count / errors);
  return { error: errors / samples, commoner: share(commoner), rarer: share(rarer) };
}
