import { InputError } from '../errors.js';
import type { PlannedResult } from '../experiment/index.js';
import { createMetric, displayMetrics, type PublishedMetric } from './publish-metric.js';
import { type PublishResultOptions, summarise } from './publish-result.js';

/**
 * Publishes numbers that were computed from the outputs of a planned run, which its records do not hold, under
 * `<prefix>/<name>`: means over the seeds. They are shown as one line.
 *
 * @param values of each seed, in the order of the result's runs; a name that not every seed has is left out.
 * @throws InputError unless there are values for each run, all finite.
 */
export function publishValues(
  prefix: string,
  result: PlannedResult,
  values: readonly Readonly<Record<string, number>>[],
  options: PublishResultOptions = {},
): PublishedMetric[] {
  if (values.length !== result.runs.length)
    throw new InputError(
      `The values under '${prefix}' are of ${values.length} seeds where the result has ${result.runs.length}: give those of each.`,
    );
  const of = new Map(result.runs.map(({ record }, seed) => [record, values[seed]!]));
  const names = Object.keys(values[0] ?? {}).filter((name) => values.every((each) => Object.hasOwn(each, name)));
  const metrics = names.map((name) => {
    const { value, ...about } = summarise(result, (record) => of.get(record)![name]!, options);
    return createMetric(`${prefix}/${name}`, value, about);
  });
  const shown = metrics.map(({ key, value }) => `${key.slice(prefix.length + 1)} ${Number(value.toPrecision(3))}`);
  displayMetrics(`${prefix}/*`, shown.join(', '), metrics);
  return metrics;
}
