import { z } from 'zod';
import { classSampler, epochLength } from './class-sampler.js';
import { defineSampler } from './sampler.js';

/** The rarer a class, the likelier: what BBN's re-balancing branch sees. */
export const reversed = defineSampler({
  formula: 'p_j = w_j / Σ_k w_k, w_j = n_max / n_j',
  source: 'Zhou et al., BBN, CVPR 2020, section 4.2',
  papers: ['marc', 'unimix', 'mislas'],
  options: z.strictObject({ length: epochLength }),
  create: (options) => classSampler((counts) => counts.map((count) => 1 / count), options),
});
