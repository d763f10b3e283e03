import type { Item, Tier } from '../../experiment/index.js';
import { sampleStandardDeviation } from '../../statistics/index.js';
import type { AcceptedMetric } from '../compare/index.js';
import { markdownTable, markdownText as text } from '../markdown.js';
import { formatNumber, plural } from '../report/format.js';
import { verdictOfAccepted } from '../report/judged.js';
import { decimalsByColumn, formatPrinted } from '../report/paper-table.js';
import { printedValue, rowKey, type TargetItem, type TargetTable } from '../targets/index.js';

export interface MeasuredItem {
  paper: string;
  /** From the recipe. */
  item: Item;
  /** From the paper. */
  target: TargetItem;
  tier: Tier;
  /** The accepted values of the item at the tier, by key. */
  metrics: Record<string, AcceptedMetric>;
}

/** What was measured of an item at a tier beside what the paper prints, as Markdown. */
export function measuredTable(measured: MeasuredItem): string {
  const { target } = measured;
  const isTable = target.kind === 'table' && keysInTable(measured, target).length > 0;
  return isTable ? paperLikeTable(measured, target) : listOfSeries(measured);
}

/** Columns of the paper, and those that the recipe plans, in this order. */
function columnsOf({ item, tier }: MeasuredItem, target: TargetTable): string[] {
  const planned = item.plans[tier].runs.map(({ column }) => column);
  return [...new Set([...target.columns.map(({ key }) => key), ...planned])];
}

function rowsOf({ item, tier }: MeasuredItem, target: TargetTable): string[] {
  const planned = item.plans[tier].runs.map(({ row }) => row);
  return [...new Set([...target.rows.map(rowKey), ...planned])];
}

function keysInTable(measured: MeasuredItem, target: TargetTable): string[] {
  const { paper, item, metrics } = measured;
  return rowsOf(measured, target)
    .flatMap((row) => columnsOf(measured, target).map((column) => `${paper}/${item.id}/${row}/${column}`))
    .filter((key) => key in metrics);
}

/** Rows and columns of the paper, then our own; what is published besides is counted. */
function paperLikeTable(measured: MeasuredItem, target: TargetTable): string {
  const { paper, item, metrics } = measured;
  const keys = keysInTable(measured, target);
  const has = (part: number, name: string) => keys.some((key) => key.split('/')[part] === name);
  const columns = columnsOf(measured, target).filter((column) => has(3, column));
  const rows = rowsOf(measured, target).filter((row) => has(2, row));
  const decimals = decimalsByColumn(target);
  const printedText = (key: string, column: string) => {
    const printed = printedValue(key);
    return printed === null ? null : text(formatPrinted(printed, decimals[indexOfColumn(target, column)] ?? 0));
  };
  const body = rows.map((row) => [
    rowTitle(target, row),
    ...columns.map((column) => {
      const key = `${paper}/${item.id}/${row}/${column}`;
      return cell(key, metrics[key], printedText(key, column), '–');
    }),
    againCommands(measured, row),
  ]);
  const besides = Object.keys(metrics).length - keys.length;
  return [
    markdownTable(['printed · ours ± σ · verdict', ...columns.map(text), 'again'], body, '---'),
    besides > 0 &&
      `\nBesides, ${plural(besides, 'value')} that the paper does not print ${besides === 1 ? 'is' : 'are'} published and compared.`,
  ]
    .filter(Boolean)
    .join('\n');
}

function indexOfColumn({ columns }: TargetTable, column: string): number {
  return columns.findIndex(({ key }) => key === column);
}

function rowTitle({ rows }: TargetTable, row: string): string {
  const borrowedFrom = rows.find((each) => rowKey(each) === row)?.borrowedFrom;
  return text(row) + (borrowedFrom ? ` (borrowed from ${text(borrowedFrom)})` : '');
}

/** The command that makes a row again, or its measured cells where others of the row are planned too. */
function againCommands({ paper, item, tier, metrics }: MeasuredItem, row: string): string {
  const name = `${paper}/${item.id}/${row}`;
  const planned = item.plans[tier].runs.filter((run) => run.row === row).map(({ column }) => `${name}/${column}`);
  // A run may be read in several ways, as its ECE and its MCE, each with a column of its own.
  const isMeasured = (cellName: string) =>
    Object.keys(metrics).some((key) => key === cellName || key.startsWith(`${cellName}_`));
  const measured = planned.filter(isMeasured);
  const partly = measured.length > 0 && measured.length < planned.length;
  const targets = planned.length === 0 ? [] : partly ? measured : [name];
  return targets.map((target) => `\`npx longtail run ${target}${tierOption(tier)}\``).join('<br>');
}

/** `printed · ours ± σ · verdict`, as far as there is each; `absent` stands where one of the first two is not. */
function cell(
  key: string,
  metric: AcceptedMetric | undefined,
  printed: string | null,
  absent: string | null = null,
): string {
  if (!metric && printed === null) return '';
  const ours = metric ? meanAndSpread(metric) : absent;
  const verdict = metric ? verdictOfAccepted(key, metric) : null;
  return [printed ?? absent, ours, verdict].filter((part) => part !== null).join(' · ');
}

function meanAndSpread({ value, seeds, unit, reproduction }: AcceptedMetric): string {
  const values = seeds.map((each) => each.value);
  const spread = values.length < 2 ? '' : ` ± ${formatNumber(sampleStandardDeviation(values), unit)}`;
  return `${formatNumber(value, unit)}${spread}${reproduction === 'simulated' ? ' simulated' : ''}`;
}

/** The last part of a key that counts along an axis: `class-3`, `tau-0.5`. */
const point = /^[A-Za-z]+-(-?[\d.]+(?:e[-+]?\d+)?)$/;

const placeOf = (key: string) => Number(point.exec(key.split('/').at(-1)!)?.[1]);

/** One line for each series of values, such as those by class, and for each single value. */
function listOfSeries({ paper, item, metrics }: MeasuredItem): string {
  const series = new Map<string, string[]>();
  for (const key of Object.keys(metrics)) {
    const parts = key.slice(`${paper}/${item.id}/`.length).split('/');
    const name = (parts.length > 1 && point.test(parts.at(-1)!) ? parts.slice(0, -1) : parts).join('/');
    series.set(name, [...(series.get(name) ?? []), key]);
  }
  const body = [...series].map(([name, keys]) => {
    const inOrder = keys.toSorted((a, b) => placeOf(a) - placeOf(b));
    const [first, last] = [inOrder[0]!, inOrder.at(-1)!];
    const printed = keys.length === 1 && first.split('/').length === 4 ? printedValue(first) : null;
    if (keys.length === 1)
      return [text(name), cell(first, metrics[first], printed === null ? null : text(String(printed)))];
    const ends = [first, last].map((key) => formatNumber(metrics[key]!.value, metrics[key]!.unit));
    const places = [first, last].map((key) => text(key.split('/').at(-1)!));
    return [text(name), `${ends.join(' … ')} (${keys.length} values, ${places.join(' to ')})`];
  });
  return markdownTable(['', 'printed · ours ± σ · verdict'], body);
}

/** The option that names a tier on the command line, where it is not the default. */
export function tierOption(tier: Tier): string {
  return tier === 'quick' ? '' : ` --tier ${tier}`;
}
