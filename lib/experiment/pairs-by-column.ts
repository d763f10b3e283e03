import type { PlannedResult } from './ensure-plan.js';

/** What is compared in a column, by its row. */
export type Pair<Row extends string> = Record<Row, PlannedResult>;

/** The results of some rows by column, of the columns that have them all: what a figure of a comparison draws. */
export function pairsByColumn<Row extends string>(
  results: readonly PlannedResult[],
  rows: readonly Row[],
): Record<string, Pair<Row>> {
  const columns = [...new Set(results.map(({ column }) => column))];
  const found = columns.map((column) => {
    const inColumn = rows.map((row) => results.find((result) => result.column === column && result.row === row));
    return [column, inColumn] as const;
  });
  return Object.fromEntries(
    found
      .filter(([, inColumn]) => inColumn.every((result) => result !== undefined))
      .map(([column, inColumn]) => [column, Object.fromEntries(rows.map((row, i) => [row, inColumn[i]])) as Pair<Row>]),
  );
}
