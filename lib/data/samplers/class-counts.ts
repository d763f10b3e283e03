import { InputError } from '../../errors.js';

/** The images of each class that has any, by ascending class. */
export interface ClassMembers {
  /** Positions of the images. */
  positions: number[][];
  counts: number[];
}

/** @throws InputError when there are no images. */
export function classMembers(labels: ArrayLike<number>): ClassMembers {
  const members = new Map<number, number[]>();
  for (let position = 0; position < labels.length; position++) {
    const label = labels[position]!;
    const positions = members.get(label);
    if (positions) positions.push(position);
    else members.set(label, [position]);
  }
  if (members.size === 0) throw new InputError('An epoch of no images was asked for: give at least one.');
  const positions = [...members].sort(([a], [b]) => a - b).map(([, each]) => each);
  return { positions, counts: positions.map((each) => each.length) };
}

/** @throws InputError for a count that is no positive whole number. */
export function checkClassCounts(counts: readonly number[]): void {
  const wrong = counts.findIndex((count) => !Number.isInteger(count) || count < 1);
  if (wrong < 0) return;
  throw new InputError(
    `Class ${wrong} has ${counts[wrong]} images: give every class a positive whole number, or leave it out.`,
  );
}

/** Numbers in proportion to `weights` whose sum is one. */
export function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** In proportion to π_j^τ, π_j being the share of the images that are of class j; the largest is one, so that no τ overflows. */
export function powersOfShares(counts: readonly number[], tau: number): number[] {
  const logarithms = counts.map((count) => tau * Math.log(count));
  const largest = logarithms.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
  return logarithms.map((each) => Math.exp(each - largest));
}
