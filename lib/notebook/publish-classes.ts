import type { PlannedResult, RunRecord } from '../experiment/index.js';
import type { PublishedMetric } from './publish-metric.js';
import { type PublishResultOptions, publishResult } from './publish-result.js';

/**
 * Publishes one value for each class that has any, under `<prefix>/class-<index>`: what a figure by class shows, so that
 * its data are compared and not its pixels.
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
  if (!first) return [];
  return measure(first.record).flatMap((value, label) =>
    value === null
      ? []
      : [publishResult(`${prefix}/class-${label}`, result, (record) => measure(record)[label]!, options)],
  );
}
