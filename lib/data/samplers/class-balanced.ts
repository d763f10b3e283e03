import { z } from 'zod';
import { classSampler, epochLength } from './class-sampler.js';
import { defineSampler } from './sampler.js';

/** Every class equally likely. */
export const classBalanced = defineSampler({
  formula: 'p_j = 1 / K',
  source: 'Kang et al., Decoupling Representation and Classifier, ICLR 2020, eq. 1 (q = 0)',
  papers: ['marc', 'unimix', 'mislas'],
  options: z.strictObject({ length: epochLength }),
  create: (options) => classSampler((counts) => counts.map(() => 1), options),
});
