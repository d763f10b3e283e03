import { z } from 'zod';
import { powersOfShares } from './class-counts.js';
import { classSampler, epochLength } from './class-sampler.js';
import { defineSampler } from './sampler.js';

/**
 * UniMix's sampler of the second image of a pair, at the level of classes. The released code draws inside the mini-batch
 * by a weight of each image: `level: 'batch'` of the mixing `unimix`.
 */
export const unimixSampler = defineSampler({
  formula: 'p_j = π_j^τ / Σ_k π_k^τ, π_j = n_j / Σ_k n_k',
  source: 'Xu et al., Towards Calibrated Model (UniMix), NeurIPS 2021, eq. 9',
  papers: ['unimix'],
  options: z.strictObject({
    tau: z
      .number()
      .default(-1)
      .describe(
        'τ; 1 is instance-balanced, 0 class-balanced (best on CIFAR-100-LT), −1 reversed (best on CIFAR-10-LT)',
      ),
    length: epochLength,
  }),
  create: ({ tau, length }) => classSampler((counts) => powersOfShares(counts, tau), { length }),
});
