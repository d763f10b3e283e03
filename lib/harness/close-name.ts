import { closest, distance } from 'fastest-levenshtein';

/** The name that was probably meant: the closest, unless so much is different that it would only mislead. */
export function closeName(typed: string, names: readonly string[]): string | undefined {
  const nearest = closest(typed, names);
  return distance(typed, nearest) <= Math.max(2, nearest.length / 3) ? nearest : undefined;
}
