import { z } from 'zod';
import { classSampler, epochLength } from './class-sampler.js';
import { defineSampler } from './sampler.js';

/** An image of class j weighs the inverse of the class's effective number: 'Resample' in the tables of LDAM. */
export const effectiveNumber = defineSampler({
  formula: 'p_j ∝ n_j (1 − β) / (1 − β^n_j)',
  source:
    'Cui et al., Class-Balanced Loss, CVPR 2019, eq. 2, as weights of images in the released code of Cao et al., LDAM, NeurIPS 2019',
  papers: [],
  options: z.strictObject({
    beta: z
      .number()
      .min(0)
      .lt(1)
      .default(0.9999)
      .describe('β; 0 is instance-balanced, towards 1 the sampler becomes class-balanced'),
    length: epochLength,
  }),
  create: ({ beta, length }) =>
    classSampler((counts) => counts.map((count) => (count * (beta - 1)) / Math.expm1(count * Math.log(beta))), {
      length,
    }),
});
