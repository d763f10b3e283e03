import { InputError } from '../../errors.js';

export type LongTailProfile = 'exponential' | 'step';

export interface LongTailedClassCountsOptions {
  /** How the counts fall from the first class to the last. */
  profile?: LongTailProfile;
  /** IF, the first class's count divided by the last's; at least 1, and 1 keeps the data set balanced. */
  imbalanceFactor: number;
  classCount: number;
  /** Images of the first class. */
  maxCount: number;
}

/**
 * Training images of each class of a long-tailed data set, falling with the class index.
 *
 * Exponential: int(max · (1/IF)^(i/(K−1))). Step: max in the first half of the classes, int(max / IF) in the second
 * (Cao et al. 2019, LDAM-DRW; with an odd number of classes the middle one belongs to the second half).
 *
 * @throws InputError for values that leave a class without an image or are no counts.
 */
export function longTailedClassCounts({
  profile = 'exponential',
  imbalanceFactor,
  classCount,
  maxCount,
}: LongTailedClassCountsOptions): number[] {
  if (profile !== 'exponential' && profile !== 'step')
    throw new InputError(`There is no long-tail profile '${profile}': choose 'exponential' or 'step'.`);
  if (!(imbalanceFactor >= 1 && Number.isFinite(imbalanceFactor)))
    throw new InputError(`The imbalance factor is ${imbalanceFactor}: give a number of at least 1.`);
  if (!Number.isInteger(classCount) || classCount < 2)
    throw new InputError(`A long-tailed data set of ${classCount} classes was asked for: give at least 2.`);
  if (!Number.isInteger(maxCount) || maxCount < 1)
    throw new InputError(`The first class was given ${maxCount} images: give a positive whole number.`);
  const share = (i: number) => (profile === 'step' ? (i < Math.floor(classCount / 2) ? 0 : 1) : i / (classCount - 1));
  const counts = Array.from({ length: classCount }, (_, i) => Math.trunc(maxCount * (1 / imbalanceFactor) ** share(i)));
  if (counts.at(-1) === 0) {
    throw new InputError(
      `The imbalance factor ${imbalanceFactor} leaves classes without an image when the first has ${maxCount}: ` +
        `lower it to at most ${maxCount}.`,
    );
  }
  return counts;
}
