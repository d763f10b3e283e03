import { InputError } from '../errors.js';
import type { ConfusionMatrix } from './confusion-matrix.js';

/**
 * Mean over classes of F1 = 2 TP / (2 TP + FP + FN); a class that neither occurs nor is predicted does not count, as in
 * scikit-learn.
 *
 * @throws InputError for a matrix without samples.
 */
export function macroF1(confusion: ConfusionMatrix): number {
  const scores = confusion.flatMap((row, k) => {
    const actual = row.reduce((sum, value) => sum + value, 0);
    const predicted = confusion.reduce((sum, other) => sum + other[k]!, 0);
    return actual + predicted === 0 ? [] : [(2 * row[k]!) / (actual + predicted)];
  });
  if (scores.length === 0) throw new InputError('The confusion matrix holds no samples: evaluate at least one.');
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
