import { InputError } from '../errors.js';
import type { Reproduction } from '../experiment/index.js';
import { display } from './display.js';
import { escapeHtml } from './html.js';
import { requireKey } from './metric-key.js';
import { mimeTypes } from './mime-types.js';

/** The value of one run, so that spread and significance can be computed later. */
export interface SeedValue {
  seed: number;
  value: number;
}

/** A number of the notebook that the harness compares with the baseline and with the paper. */
export interface PublishedMetric {
  /** `<paper>/<table>/<row>/<column>`, equal to the key of the printed cell, if there is one. */
  key: string;
  value: number;
  unit: string;
  seeds: SeedValue[];
  reproduction: Reproduction;
  /** Hash of everything that decides the value; values of different configurations are not comparable. */
  configuration: string | null;
  /** Where the value comes from; left out where it was computed in the notebook. */
  provenance?: MetricProvenance;
}

/** Where a value comes from: a run of this reproduction, the local store, or a committed record, perhaps of older code, confirmed or not. */
export interface MetricProvenance {
  origin: 'fresh run' | 'cached' | 'committed record' | 'confirmed record' | 'stale record';
  /** Commit that computed it, when it was not computed now. */
  commit?: string;
}

export interface MetricOptions {
  /** Unit of the value; default '%'. */
  unit?: string;
  /** What each seed gave, when the value is a mean over seeds; default none. */
  seeds?: readonly SeedValue[];
  /** How close this run is to the paper's protocol; default 'full-protocol'. */
  reproduction?: Reproduction;
  /** Hash of the configuration; default null, where only the code decides the value: compares with null only. */
  configuration?: string | null;
  /** Where the value comes from; default: from the notebook itself. */
  provenance?: MetricProvenance;
}

/**
 * A metric as the harness reads it, not yet published.
 *
 * @throws InputError when the key is malformed or a value is not a finite number.
 */
export function createMetric(key: string, value: number, options: MetricOptions = {}): PublishedMetric {
  const { unit = '%', seeds = [], reproduction = 'full-protocol', configuration = null, provenance } = options;
  requireKey(key);
  requireFinite(`Metric '${key}'`, value);
  for (const each of seeds) requireFinite(`Metric '${key}', seed ${each.seed}`, each.value);
  return { key, value, unit, seeds: [...seeds], reproduction, configuration, ...(provenance && { provenance }) };
}

/**
 * Publishes one number under its key and shows it as a line.
 *
 * @returns the metric as the harness reads it.
 * @throws InputError when the key is malformed or a value is not a finite number.
 */
export function publishMetric(key: string, value: number, options: MetricOptions = {}): PublishedMetric {
  const metric = createMetric(key, value, options);
  displayMetrics(key, metricText(metric), [metric]);
  return metric;
}

/** Publishes metrics together, shown as one line. */
export function displayMetrics(label: string, text: string, metrics: PublishedMetric[]): void {
  display({
    [mimeTypes.metric]: metrics,
    [mimeTypes.html]: `<div style="font-size:90%"><code>${escapeHtml(label)}</code> ${escapeHtml(text)}</div>`,
    [mimeTypes.text]: `${label} ${text}`,
  });
}

function requireFinite(what: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new InputError(
    `${what} is ${value}: publish only finite numbers, and look for the step that produced this one.`,
  );
}

function metricText({ value, unit, seeds, reproduction }: PublishedMetric): string {
  const rounded = Number(value.toPrecision(6));
  const over =
    seeds.length > 1 ? `mean of ${seeds.length} seeds, ` : seeds.length === 1 ? `seed ${seeds[0]!.seed}, ` : '';
  return `= ${rounded}${unit ? ` ${unit}` : ''} (${over}${reproduction.replace('-', ' ')})`;
}
