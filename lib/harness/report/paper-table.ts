import { InputError } from '../../errors.js';
import { findItem, parseMetricKey, rowKey, type TargetItem, type TargetTable } from '../targets/index.js';
import type { NotebookReport, ReportedMetric } from './model.js';

/** A printed table with the reproduced values set into its cells. */
export interface PaperTable {
  paper: string;
  table: TargetTable;
  /** Decimals that the paper prints, by column. */
  decimals: number[];
  rows: {
    method: string;
    group?: string;
    borrowedFrom?: string;
    cells: { printed: number | string | null; metric?: ReportedMetric }[];
  }[];
}

/**
 * The printed tables that a notebook's metrics belong to, in the paper's layout: all rows and columns, so that what is
 * not reproduced is seen as well. Metrics outside of any printed table are left to the list of metrics.
 */
export function paperTables({ notebook, metrics }: NotebookReport): PaperTable[] {
  const paper = notebook.split('/')[0]!;
  const published = new Map(metrics.map((metric) => [metric.key, metric]));
  const ids = new Set(metrics.flatMap(({ key }) => itemOf(key, paper) ?? []));
  return [...ids].flatMap((id) => {
    const item = lookUp(paper, id);
    if (item?.kind !== 'table') return [];
    const rows = item.rows.map((row) => ({
      method: row.method,
      group: row.group,
      borrowedFrom: row.borrowedFrom,
      cells: item.columns.map((column, index) => ({
        printed: row.values[index]!,
        metric: published.get(`${paper}/${id}/${rowKey(row)}/${column.key}`),
      })),
    }));
    return rows.some(({ cells }) => cells.some(({ metric }) => metric))
      ? [{ paper, table: item, decimals: decimalsByColumn(item), rows }]
      : [];
  });
}

/** A printed value with its column's decimals: 41 stands in a table as 41.0. */
export function formatPrinted(value: number | string | null, decimals: number): string {
  return typeof value === 'number' ? value.toFixed(decimals) : (value ?? '–');
}

/** Decimals that the paper prints, by column. */
export function decimalsByColumn({ columns, rows }: TargetTable): number[] {
  const decimals = (value: unknown) => (typeof value === 'number' ? (String(value).split('.')[1]?.length ?? 0) : 0);
  return columns.map((_, index) => Math.max(...rows.map(({ values }) => decimals(values[index]))));
}

function itemOf(key: string, paper: string): string | undefined {
  try {
    const parsed = parseMetricKey(key);
    return parsed.paper === paper ? parsed.item : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function lookUp(paper: string, id: string): TargetItem | undefined {
  try {
    return findItem(paper, id);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
