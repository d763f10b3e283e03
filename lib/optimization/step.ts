import { z } from 'zod';
import { epochOf, type Schedule } from './schedule.js';

export const stepConfig = z.strictObject({
  name: z.literal('step'),
  from: z.number().min(0).describe('the learning rate of the first epochs'),
  every: z.number().int().min(1).describe('epochs between two drops'),
  factor: z.number().gt(0).default(0.1).describe('what the rate is multiplied by at each drop'),
});

/** from · factor^⌊epoch / every⌋, PyTorch's StepLR. */
export function step({ from, every, factor }: z.output<typeof stepConfig>): Schedule {
  return (iteration, length) => from * factor ** Math.floor(epochOf(iteration, length) / every);
}
