import { display } from './display.js';
import { escapeHtml } from './html.js';
import { mimeTypes } from './mime-types.js';
import { cellText, type FrameLike, type TableData, type TableRow, tableData } from './table-data.js';

export interface TableOptions {
  /** Heading of the table; default none. */
  caption?: string;
  /** Rows shown; what is left out is said below the table. Default 50. */
  maxRows?: number;
  /** Decimals of numbers that are not whole. Default 2. */
  digits?: number;
}

/**
 * Shows a danfo.js DataFrame or an array of objects as a table; outside a kernel prints it.
 *
 * @throws InputError when `source` is neither.
 */
export function showTable(source: FrameLike | readonly TableRow[], options: TableOptions = {}): void {
  const table = tableData(source);
  display({ [mimeTypes.html]: tableHtml(table, options), [mimeTypes.text]: tableText(table, options) });
}

/** The table as HTML, numbers to the right, everything escaped. */
export function tableHtml(table: TableData, { caption, maxRows = 50, digits = 2 }: TableOptions = {}): string {
  const align = numericColumns(table).map((numeric) => ` style="text-align:${numeric ? 'right' : 'left'}"`);
  const cells = (row: unknown[]) =>
    row.map((value, column) => `<td${align[column]}>${escapeHtml(cellText(value, digits))}</td>`).join('');
  return [
    '<table>',
    caption ? `<caption style="text-align:left;font-weight:bold;padding:4px 0">${escapeHtml(caption)}</caption>` : '',
    `<thead><tr>${table.columns.map((name, column) => `<th${align[column]}>${escapeHtml(name)}</th>`).join('')}</tr></thead>`,
    `<tbody>${table.rows
      .slice(0, maxRows)
      .map((row) => `<tr>${cells(row)}</tr>`)
      .join('')}</tbody>`,
    '</table>',
    table.rows.length > maxRows ? `<p>${escapeHtml(leftOut(table, maxRows))}</p>` : '',
  ].join('');
}

/** The table in plain text, columns padded to the same width. */
export function tableText(table: TableData, { caption, maxRows = 50, digits = 2 }: TableOptions = {}): string {
  const numeric = numericColumns(table);
  const body = table.rows.slice(0, maxRows).map((row) => row.map((value) => cellText(value, digits)));
  const widths = table.columns.map((name, column) => Math.max(name.length, ...body.map((row) => row[column]!.length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  return [
    ...(caption ? [caption] : []),
    line(table.columns),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...body.map(line),
    ...(table.rows.length > maxRows ? [leftOut(table, maxRows)] : []),
  ].join('\n');
}

function numericColumns({ columns, rows }: TableData): boolean[] {
  return columns.map((_, column) => {
    const present = rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
    return present.length > 0 && present.every((value) => typeof value === 'number');
  });
}

function leftOut(table: TableData, maxRows: number): string {
  return `… ${table.rows.length - maxRows} of ${table.rows.length} rows are not shown`;
}
