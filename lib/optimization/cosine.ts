import { z } from 'zod';
import { epochOf, type Schedule } from './schedule.js';

export const cosineConfig = z.strictObject({
  name: z.literal('cosine'),
  from: z.number().min(0).describe('the learning rate at the start'),
  to: z.number().min(0).default(0).describe('the learning rate that the curve falls to, one step past the last'),
  per: z.enum(['iteration', 'epoch']).default('iteration').describe('how often the rate moves'),
});

/**
 * to + (from - to) (1 + cos(π t / T)) / 2 for t = 0 … T-1, PyTorch's CosineAnnealingLR.
 *
 * After a warm-up it spans what is left of the run, see `withWarmUp`.
 */
export function cosine({ from, to, per }: z.output<typeof cosineConfig>): Schedule {
  return (iteration, length) => {
    const progress =
      per === 'epoch'
        ? epochOf(iteration, length) / Math.ceil(length.totalIterations / length.iterationsPerEpoch)
        : iteration / length.totalIterations;
    return to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;
  };
}
