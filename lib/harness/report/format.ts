import { sampleStandardDeviation } from '../../statistics/index.js';
import type { NotebookReport, ReportedMetric, ReproductionReport } from './model.js';

/** A number with the decimals that papers print: two for rates, four significant digits otherwise. */
export function formatNumber(value: number, unit = ''): string {
  if (unit === '%') return value.toFixed(2);
  if (Number.isInteger(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1e6 || magnitude < 1e-3) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

/** A value, or a dash. */
export function formatValue(value: number | string | null, unit = ''): string {
  if (value === null) return '–';
  return typeof value === 'string' ? value : formatNumber(value, unit);
}

/** A difference with its sign; `0` when there is none. */
export function formatDifference(value: number | null, unit = ''): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const text = formatNumber(Math.abs(value), unit);
  const size = Number(text) === 0 ? Math.abs(value).toExponential(0) : text;
  return `${value > 0 ? '+' : '−'}${size}`;
}

/** `50.83 ± 0.21` over three seeds, without spread for fewer than two; a simulated value always says that it is one. */
export function formatMeanAndSpread(metric: ReportedMetric): string {
  const { value, seeds, unit, reproduction } = metric;
  const deviation = spreadOf(seeds);
  const spread = deviation === null ? '' : ` ± ${formatNumber(deviation, unit)}`;
  return `${formatValue(value, unit)}${spread}${reproduction === 'simulated' ? ' simulated' : ''}`;
}

/** Sample standard deviation of the seeds; null for fewer than two, or when one was lost. */
function spreadOf(seeds: ReportedMetric['seeds']): number | null {
  const values = seeds.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length < 2 || values.length < seeds.length) return null;
  return sampleStandardDeviation(values);
}

/** `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** How long a notebook took, `unchanged` where its last execution still stands. */
export function formatExecution({ seconds, unchangedSince }: NotebookReport): string {
  return unchangedSince === undefined ? formatSeconds(seconds) : 'unchanged';
}

/** `312 MB`, `1.4 GB`. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return '–';
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** `native on Intel Xeon (AVX2, 2 threads)`. */
export function formatEngine({ engine }: ReproductionReport): string {
  const details = [engine.instructionSet, `${engine.threads} ${engine.threads === 1 ? 'thread' : 'threads'}`];
  return `${engine.name} on ${engine.device} (${details.filter(Boolean).join(', ')})`;
}

/** `80c8cc5`, with a remark when files differed from the commit. */
export function formatCommit({ commit }: ReproductionReport): string {
  if (commit.hash === null) return 'outside a git checkout';
  return `${commit.hash.slice(0, 7)}${commit.modified ? ' with changes' : ''}`;
}

/** Where a metric's value comes from; empty for a fresh run. */
export function formatProvenance({ provenance }: ReportedMetric): string {
  if (!provenance || provenance.origin === 'fresh run') return '';
  return provenance.commit ? `${provenance.origin} (${provenance.commit.slice(0, 7)})` : provenance.origin;
}

/** `full protocol`, `other data`. */
export function formatReproduction({ reproduction }: ReportedMetric): string {
  return reproduction === null ? '' : reproduction.replace('-', ' ');
}

/** `4 claims`, `1 claim`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2026-03-04 05:06 UTC`; a date in another form stays as it is. */
export function formatDate({ date }: ReproductionReport): string {
  return date.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*Z$/, '$1 $2 UTC');
}
