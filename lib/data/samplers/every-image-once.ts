import { InputError } from '../../errors.js';
import type { RandomStream } from '../../random/index.js';
import { checkClassCounts, normalised } from './class-counts.js';
import type { Sampler } from './sampler.js';

/** The sampler whose epochs are all positions as `arrange` puts them. */
export function everyImageOnce(arrange: (positions: Int32Array, stream: RandomStream) => Int32Array): Sampler {
  return {
    length: (labels) => labels.length,
    classProbabilities(counts) {
      checkClassCounts(counts);
      return normalised(counts);
    },
    order(stream, labels) {
      if (labels.length === 0) throw new InputError('An epoch of no images was asked for: give at least one.');
      const positions = Int32Array.from({ length: labels.length }, (_, position) => position);
      return arrange(positions, stream);
    },
  };
}
