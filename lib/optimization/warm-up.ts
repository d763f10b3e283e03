import { z } from 'zod';
import { epochOf, type RunLength, type Schedule } from './schedule.js';

export const warmUpConfig = z
  .strictObject({
    epochs: z.number().min(0).optional().describe('length in epochs'),
    iterations: z.number().int().min(0).optional().describe('length in iterations, instead of epochs'),
    from: z.number().min(0).default(0).describe('the rate that the line starts from; it is left with the first step'),
    per: z.enum(['iteration', 'epoch']).default('iteration').describe('how often the rate moves'),
  })
  .refine(({ epochs, iterations }) => (epochs === undefined) !== (iterations === undefined), {
    message: 'a warm-up takes either epochs or iterations',
  })
  .refine(({ epochs, per }) => per === 'iteration' || Number.isInteger(epochs), {
    message: 'a warm-up per epoch takes a whole number of epochs',
  });

export type WarmUp = z.output<typeof warmUpConfig>;

/** Iterations that the warm-up lasts. */
export function warmUpIterations({ epochs, iterations }: WarmUp, { iterationsPerEpoch }: RunLength): number {
  return iterations ?? Math.round((epochs ?? 0) * iterationsPerEpoch);
}

/**
 * A line from `warmUp.from` to `target` before the schedule: from + (target - from) (u + 1) / U at unit u of U, which
 * with from = 0 per epoch is LDAM-DRW's lr · (epoch + 1) / 5.
 *
 * @param restarts whether the schedule starts anew after the warm-up and spans what is left of the run, as a cosine does
 * in PyTorch's SequentialLR; milestones instead count from the start of the run.
 */
export function withWarmUp(
  schedule: Schedule,
  warmUp: WarmUp,
  { target, restarts }: { target: number; restarts: boolean },
): Schedule {
  return (iteration, length) => {
    const duration = warmUpIterations(warmUp, length);
    if (iteration < duration) {
      const share =
        warmUp.per === 'epoch' ? (epochOf(iteration, length) + 1) / warmUp.epochs! : (iteration + 1) / duration;
      return warmUp.from + (target - warmUp.from) * share;
    }
    if (!restarts) return schedule(iteration, length);
    return schedule(iteration - duration, { ...length, totalIterations: length.totalIterations - duration });
  };
}
