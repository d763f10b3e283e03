import { z } from 'zod';
import type { Schedule } from './schedule.js';

export const constantConfig = z.strictObject({
  name: z.literal('constant'),
  from: z.number().min(0).describe('the learning rate of every iteration'),
});

/** The same learning rate at every iteration. */
export function constant({ from }: z.output<typeof constantConfig>): Schedule {
  return () => from;
}
