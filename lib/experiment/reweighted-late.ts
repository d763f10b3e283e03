import type { TrainedChanges } from './row.js';
import type { Setting } from './setting.js';

/** Changes of a row that take another loss in the last fifth of the epochs: deferred re-weighting (DRW, Cao et al., 2019). */
export function reweightedLate(
  changes: TrainedChanges,
  loss: TrainedChanges['loss'],
): (setting: Setting) => TrainedChanges {
  return ({ stageOne: { epochs } }) => ({ ...changes, deferral: { epoch: Math.round(0.8 * epochs), loss } });
}
