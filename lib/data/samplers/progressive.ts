import { z } from 'zod';
import { InputError } from '../../errors.js';
import { normalised } from './class-counts.js';
import { classSampler, epochLength } from './class-sampler.js';
import { defineSampler } from './sampler.js';

/** From instance-balanced in the first epoch towards class-balanced at the end of the run. */
export const progressive = defineSampler({
  formula: 'p_j(t) = (1 − t/T) n_j / Σ_k n_k + (t/T) / K in epoch t = 0, 1, … of T',
  source: 'Kang et al., Decoupling Representation and Classifier, ICLR 2020, eq. 2',
  papers: [],
  options: z.strictObject({ length: epochLength }),
  create: (options) =>
    classSampler((counts, { epoch, epochs }) => {
      const progress = epoch / epochs;
      if (!(progress >= 0 && progress <= 1))
        throw new InputError(
          `The progressive sampler was asked for epoch ${epoch} of ${epochs}: give the run’s epochs.`,
        );
      return normalised(counts).map((share) => (1 - progress) * share + progress / counts.length);
    }, options),
});
