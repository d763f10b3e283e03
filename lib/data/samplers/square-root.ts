import { z } from 'zod';
import { classSampler, epochLength } from './class-sampler.js';
import { defineSampler } from './sampler.js';

/** Between instance-balanced and class-balanced. */
export const squareRoot = defineSampler({
  formula: 'p_j = √n_j / Σ_k √n_k',
  source:
    'Kang et al., Decoupling Representation and Classifier, ICLR 2020, eq. 1 (q = 1/2); Mahajan et al., ECCV 2018',
  papers: [],
  options: z.strictObject({ length: epochLength }),
  create: (options) => classSampler((counts) => counts.map(Math.sqrt), options),
});
