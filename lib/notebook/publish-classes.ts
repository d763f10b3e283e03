import type { PlannedResult, RunRecord } from '../experiment/index.js';
import { createMetric, displayMetrics, type PublishedMetric } from './publish-metric.js';
import { type PublishResultOptions, summarise } from './publish-result.js';

/**
 * Publishes one value for each class that has any, under `<prefix>/class-<index>`, and shows them as one line: what a
 * figure by class shows, so that its data are compared and not its pixels.
 *
 * @param measure values by class; null for a class without images.
 */
export function publishClasses(
  prefix: string,
  result: PlannedResult,
  measure: (record: RunRecord) => readonly (number | null)[],
  options: PublishResultOptions = {},
): PublishedMetric[] {
  const [first] = result.runs;
  const metrics = (first ? measure(first.record) : []).flatMap((present, label) => {
    if (present === null) return [];
    const { value, ...about } = summarise(result, (record) => measure(record)[label]!, options);
    return [createMetric(`${prefix}/class-${label}`, value, about)];
  });
  const values = metrics.map(({ value }) => Number(value.toPrecision(3))).join(' ');
  displayMetrics(`${prefix}/class-*`, `= ${values}`, metrics);
  return metrics;
}
