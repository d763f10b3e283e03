import { InputError } from '../errors.js';

/** What `showTable` needs of a danfo.js DataFrame. */
export interface FrameLike {
  columns: string[];
  index: (string | number)[];
  values: unknown;
}

export type TableRow = Readonly<Record<string, unknown>>;

/** Column heads and cells in reading order. */
export interface TableData {
  columns: string[];
  rows: unknown[][];
}

/**
 * Columns in the order in which the rows first name them; a row that lacks a column has `undefined` there. A frame's
 * index becomes the first column unless it is the default 0, 1, 2 ….
 *
 * @throws InputError when `source` is neither a DataFrame nor an array of objects.
 */
export function tableData(source: FrameLike | readonly TableRow[]): TableData {
  if (Array.isArray(source)) {
    if (source.some((row) => typeof row !== 'object' || row === null)) {
      throw new InputError(
        'showTable needs a DataFrame or an array of objects, one object for each row; it got an array of other values.',
      );
    }
    const columns = [...new Set((source as TableRow[]).flatMap((row) => Object.keys(row)))];
    return { columns, rows: (source as TableRow[]).map((row) => columns.map((column) => row[column])) };
  }
  const frame = source as FrameLike;
  if (!Array.isArray(frame?.columns) || !Array.isArray(frame.values)) {
    throw new InputError('showTable needs a DataFrame or an array of objects, one object for each row.');
  }
  // A frame of one column holds its values without the inner arrays.
  const rows = (frame.values as unknown[]).map((row) => (Array.isArray(row) ? row : [row]));
  const plainIndex = frame.index.every((label, position) => String(label) === String(position));
  if (plainIndex) return { columns: frame.columns, rows };
  return { columns: ['', ...frame.columns], rows: rows.map((row, position) => [frame.index[position], ...row]) };
}

/** How one cell is written: a dash for nothing, `digits` decimals for a number that is not whole. */
export function cellText(value: unknown, digits: number): string {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number' || !Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return String(value);
  // Small numbers, such as learning rates, would vanish behind a fixed number of decimals.
  return Math.abs(value) < 0.5 * 10 ** -digits ? value.toPrecision(Math.max(1, digits)) : value.toFixed(digits);
}
