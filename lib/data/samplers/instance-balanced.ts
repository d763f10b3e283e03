import { z } from 'zod';
import { checkClassCounts, normalised } from './class-counts.js';
import { defineSampler } from './sampler.js';

/** Every image once an epoch, in a random order: standard training. */
export const instanceBalanced = defineSampler({
  formula: 'p_j = n_j / Σ_k n_k: every image once an epoch, in a random order',
  source: 'common practice; named by Kang et al., Decoupling Representation and Classifier, ICLR 2020, eq. 1 (q = 1)',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({}),
  create: () => ({
    order: (stream, labels) => stream.shuffle(Int32Array.from({ length: labels.length }, (_, position) => position)),
    length: (labels) => labels.length,
    classProbabilities(counts) {
      checkClassCounts(counts);
      return normalised(counts);
    },
  }),
});
