import { InputError } from '../../errors.js';
import { findItem } from './load-targets.js';
import { rowKey, type TargetTable } from './schema.js';

/** A metric key `<paper>/<table or figure>/<row>/<column>` in its parts. */
export interface MetricKey {
  paper: string;
  item: string;
  row: string;
  column: string;
}

/** @throws InputError when the key does not have four non-empty parts. */
export function parseMetricKey(key: string): MetricKey {
  const parts = key.split('/');
  if (parts.length !== 4 || parts.some((part) => part.trim() === ''))
    throw new InputError(
      `The metric key "${key}" is malformed: write <paper>/<table or figure>/<row>/<column>, as in marc/T2/MARC/c10_if100.`,
    );
  const [paper, item, row, column] = parts as [string, string, string, string];
  return { paper, item, row, column };
}

/** What a paper prints in one cell, and what is known about it. */
export interface PrintedCell {
  value: number | string | null;
  /** `%` for rates, undefined for numbers without a unit. */
  unit?: string;
  quantity?: string;
  /** Where the paper took the row from. */
  borrowedFrom?: string;
  /** Meaning of the cell's footnote mark. */
  mark?: string;
  /** Where the paper contradicts itself or its released code, or why the transcription is uncertain. */
  note?: string;
}

/**
 * The printed cell that a metric reproduces; null when the paper's item has no such row or column.
 *
 * @throws InputError for a malformed key, an unknown paper, or an item that the paper does not have.
 */
export function printedCell(key: string): PrintedCell | null {
  const { paper, item: id, row, column } = parseMetricKey(key);
  const item = findItem(paper, id);
  const anchor = item.anchors?.find((candidate) => candidate.key === `${row}/${column}`);
  if (anchor) return { value: anchor.value, note: anchor.note };
  return item.kind === 'table' ? cellOfTable(item, row, column) : null;
}

function cellOfTable(table: TargetTable, rowName: string, columnName: string): PrintedCell | null {
  const row = table.rows.find((candidate) => rowKey(candidate) === rowName);
  const index = table.columns.findIndex(({ key }) => key === columnName);
  if (!row || index < 0) return null;
  const { unit, quantity } = table.columns[index]!;
  const cell = `${rowName}/${columnName}`;
  const mark = row.marks?.[columnName];
  const note = [
    table.cellNotes?.[cell],
    table.uncertain?.includes(cell) ? 'The transcription is uncertain.' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
  return {
    value: row.values[index]!,
    unit,
    quantity,
    borrowedFrom: row.borrowedFrom,
    mark: mark === undefined ? undefined : table.marks?.[mark],
    note: note || undefined,
  };
}

/** The printed number or text of a metric's cell, null when nothing is printed there. See `printedCell`. */
export function printedValue(key: string): number | string | null {
  return printedCell(key)?.value ?? null;
}

export type Better = 'higher' | 'lower';

/** Which way a quantity improves; undefined where neither way does, as for a number of parameters. */
export function betterDirection(quantity: string | undefined): Better | undefined {
  if (quantity === undefined) return undefined;
  if (/error|ece|mce|loss|risk/i.test(quantity)) return 'lower';
  if (/accuracy|separability|f1/i.test(quantity)) return 'higher';
  return undefined;
}
