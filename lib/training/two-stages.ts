import { z } from 'zod';
import type { Moment } from './objective.js';

/** The schema of when the second stage of one run begins. */
export const beginningOption = (byDefault: number) =>
  z.number().gt(0).lt(1).default(byDefault).describe('share of the epochs before the second stage; one at least');

/** The stage of a run of two: the first lasts for a share of the epochs, rounded to whole ones. */
export function stageOf({ epoch, epochs, iteration, iterations }: Moment, beginning: number) {
  const first = Math.max(1, Math.round(beginning * epochs));
  return {
    isSecond: epoch >= first,
    /** Whether this is the last epoch of the first stage, and its last step. */
    isLastEpochOfFirst: epoch === first - 1,
    isLastStepOfFirst: (iteration + 1) * epochs === first * iterations,
  };
}
