import { z } from 'zod';
import { checkClassCounts, classMembers, normalised } from './class-counts.js';
import { randomCycle, weightedDraw } from './draw.js';
import type { EpochOfRun, Sampler } from './sampler.js';

/** What every sampler that draws classes can be told. */
export const epochLength = z
  .number()
  .int()
  .positive()
  .optional()
  .describe('images in an epoch; as many as the training set has unless given');

/**
 * The sampler that chooses a class by its probability, independently each time, and then one of its images: within a
 * class no image comes again before all others have come.
 *
 * @param weights [class], in proportion to the probabilities, from the positive class counts.
 */
export function classSampler(
  weights: (counts: readonly number[], epoch: EpochOfRun) => number[],
  { length: wanted }: { length?: number },
): Sampler {
  const length = (labels: ArrayLike<number>) => wanted ?? labels.length;
  return {
    length,
    classProbabilities(counts, epoch) {
      checkClassCounts(counts);
      return normalised(weights(counts, epoch));
    },
    order(stream, labels, epoch) {
      const { positions, counts } = classMembers(labels);
      const nextImage = positions.map((members) => randomCycle(stream, members));
      const nextClass = weightedDraw(stream, weights(counts, epoch));
      return Int32Array.from({ length: length(labels) }, () => nextImage[nextClass()]!());
    },
  };
}
