import { z } from 'zod';
import { checkClassCounts, classMembers } from './class-counts.js';
import { epochLength } from './class-sampler.js';
import { randomCycle } from './draw.js';
import { defineSampler } from './sampler.js';

/**
 * All classes in a random order, again and again, with several images of a class in a row. Within a class no image comes
 * again before all others have come.
 */
export const classAware = defineSampler({
  formula: 'p_j = 1 / K: classes in random cycles, k consecutive images of each',
  source:
    'Shen et al., Relay Backpropagation, ECCV 2016; the released code of Kang et al., ICLR 2020, and MiSLAS, CVPR 2021, with k = 4, whose epochs end as soon as they are as long as the training set',
  papers: ['mislas'],
  options: z.strictObject({
    imagesPerClass: z.number().int().positive().default(4).describe('k, images of a class in a row'),
    length: epochLength,
  }),
  create: ({ imagesPerClass, length: wanted }) => {
    const length = (labels: ArrayLike<number>) => wanted ?? labels.length;
    return {
      length,
      classProbabilities(counts) {
        checkClassCounts(counts);
        return counts.map(() => 1 / counts.length);
      },
      order(stream, labels) {
        const { positions } = classMembers(labels);
        const nextImage = positions.map((members) => randomCycle(stream, members));
        const nextClass = randomCycle(stream, [...positions.keys()]);
        let chosen = 0;
        return Int32Array.from({ length: length(labels) }, (_, i) => {
          if (i % imagesPerClass === 0) chosen = nextClass();
          return nextImage[chosen]!();
        });
      },
    };
  },
});
