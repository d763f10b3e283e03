import type { Spread } from './statistics.js';

/** Name, width and, if it is text, its alignment; numbers stand to the right. */
export type Column = readonly [head: string, width: number, text?: 'text'];

/** In the place of a number that nobody measured. */
export const unknown = '–';

export const speed = (value: number) => value.toFixed(value < 100 ? 1 : 0);
/** Median, slowest and fastest. */
export const speeds = ({ median, minimum, maximum }: Spread) => [median, minimum, maximum].map(speed);

/** The cells of a row in their columns. */
export function line(columns: readonly Column[], cells: readonly string[]): string {
  return columns
    .map(([, width, text], i) => (text ? cells[i]!.padEnd(width) : cells[i]!.padStart(width)))
    .join('')
    .trimEnd();
}

/** The row of names above them. */
export const heads = (columns: readonly Column[]) =>
  line(
    columns,
    columns.map(([head]) => head),
  );
