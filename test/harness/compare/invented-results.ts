import type { Baseline, MetricResult, NotebookResults } from '../../../lib/harness/compare/index.js';

/** A metric with the given values by seed; its key is a printed accuracy of the MARC paper. */
export function metric(values: number[], change: Partial<MetricResult> = {}): MetricResult {
  return {
    key: 'marc/T2/MARC/c10_if100',
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
    unit: '%',
    seeds: values.map((value, seed) => ({ seed, value })),
    reproduction: 'shortened',
    configuration: 'c0ffee',
    ...change,
  };
}

/** A finished notebook of the quick tier. */
export function results(metrics: MetricResult[], change: Partial<NotebookResults> = {}): NotebookResults {
  return {
    notebook: 'marc/table-2',
    tier: 'quick',
    engineClass: 'native',
    status: 'finished',
    metrics,
    claims: [],
    ...change,
  };
}

/** The baseline in which exactly these metrics were accepted. */
export function baseline(metrics: MetricResult[], change: Partial<Baseline> = {}): Baseline {
  return {
    notebook: 'marc/table-2',
    tier: 'quick',
    engineClass: 'native',
    accepted: { commit: 'abc', date: '2026-01-01' },
    metrics: Object.fromEntries(
      metrics.map(({ key, value, seeds, unit, configuration, reproduction }) => [
        key,
        { value, seeds, unit, configuration, reproduction },
      ]),
    ),
    tolerances: [],
    claims: {},
    ...change,
  };
}
