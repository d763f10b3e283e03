import type { ClassSeries } from '../figures/index.js';
import { mean, sampleStandardDeviation } from '../statistics/index.js';
import type { PlannedResult } from './ensure-plan.js';
import type { RunRecord } from './record.js';

/**
 * A quantity of each class for a figure: means over the seeds of a planned run, under the name of its row, and their
 * standard deviation as the spread where there are several seeds.
 *
 * @param measure values by class; null for a class without images, which then has neither mean nor spread.
 */
export function classSeries(
  { row, runs }: Pick<PlannedResult, 'row' | 'runs'>,
  measure: (record: RunRecord) => readonly (number | null)[],
): ClassSeries {
  const bySeed = runs.map(({ record }) => measure(record));
  const overSeeds = (statistic: (values: readonly number[]) => number) =>
    (bySeed[0] ?? []).map((_, label) => {
      const values = bySeed.flatMap((ofClasses) => ofClasses[label] ?? []);
      return values.length === bySeed.length ? statistic(values) : null;
    });
  return { name: row, values: overSeeds(mean), ...(runs.length > 1 && { spread: overSeeds(sampleStandardDeviation) }) };
}
