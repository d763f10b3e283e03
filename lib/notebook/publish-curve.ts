import { InputError } from '../errors.js';
import type { PlannedResult, RunRecord } from '../experiment/index.js';
import { createMetric, displayMetrics, type MetricOptions, type PublishedMetric } from './publish-metric.js';
import { type PublishResultOptions, summarise } from './publish-result.js';

/** What a curve runs along: `{ name: 'tau', values: [0, 0.5, 1] }`. */
export interface CurveAxis {
  /** Stands in the keys. */
  name: string;
  values: readonly number[];
}

/**
 * Publishes the values of a curve under `<prefix>/<name>-<value>`, such as `tau-0.5`, and shows them as one line.
 *
 * @throws InputError unless there is one number for each value of the axis, all finite.
 */
export function publishCurve(
  prefix: string,
  axis: CurveAxis,
  values: readonly number[],
  options: MetricOptions = {},
): PublishedMetric[] {
  if (values.length !== axis.values.length)
    throw new InputError(
      `The curve '${prefix}' has ${values.length} values at ${axis.values.length} places: give one for each.`,
    );
  return publishPoints(prefix, axis, (position) => ({ ...options, value: values[position]! }));
}

/** Publishes a curve that was measured on each run of a plan, as `publishCurve` does: means over the seeds. */
export function publishSweep(
  prefix: string,
  result: PlannedResult,
  axis: CurveAxis,
  measure: (record: RunRecord) => readonly number[],
  options: PublishResultOptions = {},
): PublishedMetric[] {
  return publishPoints(prefix, axis, (position) => summarise(result, (record) => measure(record)[position]!, options));
}

function publishPoints(
  prefix: string,
  { name, values: places }: CurveAxis,
  pointAt: (position: number) => MetricOptions & { value: number },
): PublishedMetric[] {
  const metrics = places.map((place, position) => {
    const { value, ...options } = pointAt(position);
    return createMetric(`${prefix}/${name}-${Number(place.toPrecision(6))}`, value, options);
  });
  const values = metrics.map(({ value }) => Number(value.toPrecision(3))).join(' ');
  displayMetrics(`${prefix}/${name}-*`, `= ${values}`, metrics);
  return metrics;
}
