import { z } from 'zod';
import { everyImageOnce } from './every-image-once.js';
import { defineSampler } from './sampler.js';

/** Standard training. */
export const instanceBalanced = defineSampler({
  formula: 'p_j = n_j / Σ_k n_k: every image once an epoch, in a random order',
  source: 'common practice; named by Kang et al., Decoupling Representation and Classifier, ICLR 2020, eq. 1 (q = 1)',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({}),
  create: () => everyImageOnce((positions, stream) => stream.shuffle(positions)),
});
