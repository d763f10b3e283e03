import {
  configurationHash,
  type FoundRun,
  type PlannedResult,
  parseConfiguration,
  type RunRecord,
} from '../experiment/index.js';
import { mean } from '../statistics/index.js';
import {
  type MetricOptions,
  type MetricProvenance,
  type PublishedMetric,
  publishMetric,
  type SeedValue,
} from './publish-metric.js';

export interface PublishResultOptions {
  /** Unit of the value. Default '%'. */
  unit?: string;
}

/**
 * Publishes what `measure` reads off the records of a planned run: the mean over its seeds, each seed's value, and how,
 * from what configuration and by which code it was made.
 *
 * @returns the metric; its value is the mean.
 */
export function publishResult(
  key: string,
  result: PlannedResult,
  measure: (record: RunRecord) => number,
  options: PublishResultOptions = {},
): PublishedMetric {
  const { value, ...about } = summarise(result, measure, options);
  return publishMetric(key, value, about);
}

/** The mean over the seeds of a planned run, and all that a metric says beside it. */
export function summarise(
  { reproduction, configuration, runs }: PlannedResult,
  measure: (record: RunRecord) => number,
  { unit = '%' }: PublishResultOptions = {},
): MetricOptions & { value: number } {
  const seeds: SeedValue[] = runs.map(({ record }, seed) => ({ seed, value: measure(record) }));
  return {
    value: mean(seeds.map((each) => each.value)),
    unit,
    seeds,
    reproduction,
    configuration: configurationHash(parseConfiguration(configuration(0))),
    provenance: provenanceOf(runs),
  };
}

/** The least certain of the runs speaks for all. */
function provenanceOf(runs: FoundRun[]): MetricProvenance {
  const stale = runs.find(({ staleness }) => staleness !== undefined);
  if (stale) return { origin: 'stale record', ...commitOf(stale) };
  const confirmed = runs.find(({ provenance }) => provenance === 'confirmed');
  if (confirmed) return { origin: 'confirmed record', ...commitOf(confirmed) };
  const committed = runs.find(({ provenance }) => provenance === 'committed');
  if (committed) return { origin: 'committed record', ...commitOf(committed) };
  const since = process.env.LONGTAIL_SINCE;
  const cached = runs.find(({ record, provenance }) => provenance !== 'run' && !(since && record.startedAt >= since));
  return cached ? { origin: 'cached', ...commitOf(cached) } : { origin: 'fresh run' };
}

/** Where only the features are of older code, theirs is the commit that matters. */
function commitOf({ record, provenance, staleness }: FoundRun): { commit?: string } {
  const featuresAreOlder = staleness !== undefined && provenance !== 'stale';
  const hash = featuresAreOlder ? record.base!.commit : record.commit.hash;
  return hash === null ? {} : { commit: hash };
}
