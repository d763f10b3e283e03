import { InputError } from '../errors.js';

/**
 * Half the sum of the absolute differences of two distributions: the largest difference that any event's probability can
 * have, 0 … 1.
 *
 * @throws InputError for distributions over differently many values.
 */
export function totalVariation(first: readonly number[], second: readonly number[]): number {
  if (first.length !== second.length)
    throw new InputError(
      `Distributions over ${first.length} and ${second.length} values were compared: give them the same values.`,
    );
  return first.reduce((sum, share, i) => sum + Math.abs(share - second[i]!), 0) / 2;
}
