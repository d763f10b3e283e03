import { InputError } from '../../errors.js';
import { RandomState } from '../../random/index.js';

export interface LongTailedSubsetOptions {
  /** Seed of NumPy's generator; default 0, the published subsets. */
  seed?: number;
}

/**
 * Indices of the images that a long-tailed subset keeps: class after class, in the order drawn.
 *
 * With seed 0 these are the very images of the published CIFAR-LT subsets (LDAM-DRW, MiSLAS, Prior-LT, DBM): NumPy is
 * seeded once, then for each class in turn the indices of all its images are shuffled and the first n kept. So the
 * subsets of one data set contain each other, from the most imbalanced to the full.
 *
 * @param labels class of every image of the full training set.
 * @param classCounts images to keep of each class.
 * @throws InputError when a class has fewer images than it shall keep.
 */
export function longTailedSubset(
  labels: ArrayLike<number>,
  classCounts: readonly number[],
  { seed = 0 }: LongTailedSubsetOptions = {},
): Int32Array {
  const members = indicesByClass(labels, classCounts.length);
  const state = new RandomState(seed);
  const subset = new Int32Array(classCounts.reduce((sum, count) => sum + count, 0));
  let filled = 0;
  members.forEach((indices, label) => {
    const count = classCounts[label]!;
    if (!Number.isInteger(count) || count < 0 || count > indices.length) {
      throw new InputError(
        `The long-tailed subset shall keep ${count} images of class ${label}, which has ${indices.length}: ` +
          'lower the first class’s count or leave it out.',
      );
    }
    subset.set(state.shuffle(indices).slice(0, count), filled);
    filled += count;
  });
  return subset;
}

function indicesByClass(labels: ArrayLike<number>, classCount: number): number[][] {
  const members = Array.from({ length: classCount }, (): number[] => []);
  for (let index = 0; index < labels.length; index++) {
    const indices = members[labels[index]!];
    if (!indices) {
      throw new InputError(
        `Image ${index} is of class ${labels[index]}, but counts are given for ${classCount} classes: give one count for each class.`,
      );
    }
    indices.push(index);
  }
  return members;
}
