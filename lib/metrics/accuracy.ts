import { InputError } from '../errors.js';
import type { ConfusionMatrix } from './confusion-matrix.js';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Share of samples on the diagonal, 0 … 1. @throws InputError for a matrix without samples. */
export function accuracy(confusion: ConfusionMatrix): number {
  const samples = sum(confusion.map(sum));
  if (samples === 0) throw new InputError('The confusion matrix holds no samples: evaluate at least one.');
  return sum(confusion.map((row, k) => row[k]!)) / samples;
}

/** Share of each true class that was recognised, 0 … 1; null for a class without samples. */
export function accuracyByClass(confusion: ConfusionMatrix): (number | null)[] {
  return confusion.map((row, k) => {
    const samples = sum(row);
    return samples === 0 ? null : row[k]! / samples;
  });
}

/**
 * Mean accuracy of the classes of each shot group, 0 … 1; null for an empty group, where the code of Kang et al.
 * reports 0. Classes without test samples do not count.
 *
 * @param classAccuracies of `accuracyByClass`.
 * @param groups class indices by group; null for a group that the rule leaves empty.
 * @throws InputError for a class that has no accuracy entry.
 */
export function accuracyByShotGroup<Group extends string>(
  classAccuracies: readonly (number | null)[],
  groups: Readonly<Record<Group, readonly number[] | null>>,
): Record<Group, number | null> {
  const meanOf = (classes: readonly number[] | null): number | null => {
    const accuracies = (classes ?? []).map((k) => {
      const value = classAccuracies[k];
      if (value !== undefined) return value;
      throw new InputError(
        `A shot group names class ${k} of ${classAccuracies.length}: use the groups of this data set.`,
      );
    });
    const known = accuracies.filter((value): value is number => value !== null);
    return known.length === 0 ? null : sum(known) / known.length;
  };
  const entries = Object.entries<readonly number[] | null>(groups).map(([group, classes]) => [group, meanOf(classes)]);
  return Object.fromEntries(entries) as Record<Group, number | null>;
}
