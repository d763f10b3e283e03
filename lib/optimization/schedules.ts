import { z } from 'zod';
import { InputError } from '../errors.js';
import { constant, constantConfig } from './constant.js';
import { cosine, cosineConfig } from './cosine.js';
import { multistep, multistepConfig } from './multistep.js';
import type { Schedule } from './schedule.js';
import { step, stepConfig } from './step.js';
import { warmUpConfig, withWarmUp } from './warm-up.js';

const warmUp = { warmUp: warmUpConfig.optional().describe('a linear rise to `from` before the schedule') };

/** Schema of a learning-rate schedule in a run configuration, e.g. `{ name: 'cosine', from: 0.1, warmUp: { epochs: 5 } }`. */
export const scheduleConfig = z.discriminatedUnion('name', [
  constantConfig.extend(warmUp),
  stepConfig.extend(warmUp),
  multistepConfig.extend(warmUp),
  cosineConfig.extend(warmUp),
]);

/** A schedule as people write it, with defaults left out. */
export type ScheduleConfig = z.input<typeof scheduleConfig>;

function withoutWarmUp(config: z.output<typeof scheduleConfig>): Schedule {
  switch (config.name) {
    case 'constant':
      return constant(config);
    case 'step':
      return step(config);
    case 'multistep':
      return multistep(config);
    case 'cosine':
      return cosine(config);
  }
}

/**
 * The schedule that a plain configuration describes: `(iteration, { totalIterations, iterationsPerEpoch }) => rate`.
 *
 * @throws InputError for an unknown name or field and for a value out of range.
 */
export function createSchedule(config: ScheduleConfig): Schedule {
  const parsed = scheduleConfig.safeParse(config);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const place = ['schedule', ...issue.path].join('.');
    throw new InputError(
      `The learning-rate ${place} cannot be used (${issue.message}): correct the run configuration.`,
    );
  }
  const schedule = withoutWarmUp(parsed.data);
  if (!parsed.data.warmUp) return schedule;
  return withWarmUp(schedule, parsed.data.warmUp, {
    target: parsed.data.from,
    restarts: parsed.data.name === 'cosine',
  });
}
