import { mean } from '../statistics/index.js';
import type { PlannedResult } from './ensure-plan.js';

/**
 * Test accuracy of the best epoch of a planned run, in per cent, the mean over its seeds: what papers report that choose the
 * epoch by the test set. Undefined where a run is not trained in epochs, as stage two is not.
 */
export function bestEpochAccuracy({ runs }: Pick<PlannedResult, 'runs'>): number | undefined {
  const accuracies = runs.flatMap(({ record }) => (record.bestEpoch ? [100 * record.bestEpoch.testAccuracy] : []));
  return accuracies.length === runs.length && runs.length > 0 ? mean(accuracies) : undefined;
}
