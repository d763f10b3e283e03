import { z } from 'zod';
import { checkClassCounts, normalised } from './class-counts.js';
import { defineSampler } from './sampler.js';

/** Every image once, in the order given: how a model is evaluated. */
export const inOrder = defineSampler({
  formula: 'every image once, in the order given',
  source: 'common practice for evaluation',
  papers: [],
  options: z.strictObject({}),
  create: () => ({
    order: (_, labels) => Int32Array.from({ length: labels.length }, (_, position) => position),
    length: (labels) => labels.length,
    classProbabilities(counts) {
      checkClassCounts(counts);
      return normalised(counts);
    },
  }),
});
