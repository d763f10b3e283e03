import { z } from 'zod';
import { epochOf, type Schedule } from './schedule.js';

export const multistepConfig = z.strictObject({
  name: z.literal('multistep'),
  from: z.number().min(0).describe('the learning rate before the first milestone'),
  milestones: z
    .array(
      z.strictObject({
        after: z.number().min(0).describe('epochs, or iterations, that pass before this milestone'),
        factor: z.number().min(0).describe('what `from` is multiplied by from then on; not cumulative'),
      }),
    )
    .min(1)
    .refine((milestones) => milestones.every(({ after }, i) => i === 0 || after > milestones[i - 1]!.after), {
      message: 'milestones must stand in rising order',
    }),
  unit: z.enum(['epoch', 'iteration']).default('epoch').describe('what the milestones count'),
});

/**
 * from · the factor of the last milestone passed. LDAM-DRW drops to ×0.01 after 160 epochs and to ×0.0001 after 180, so
 * that epoch 160, counted from 0, is the first with the smaller rate.
 */
export function multistep({ from, milestones, unit }: z.output<typeof multistepConfig>): Schedule {
  return (iteration, length) => {
    const passed = unit === 'epoch' ? epochOf(iteration, length) : iteration;
    return from * (milestones.findLast(({ after }) => passed >= after)?.factor ?? 1);
  };
}
