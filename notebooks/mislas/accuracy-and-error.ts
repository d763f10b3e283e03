/** What every cell of MiSLAS's tables prints, accuracy / expected calibration error. */
import type { PlannedResult } from '../../lib/experiment/index.js';
import { printedValue } from '../../lib/harness/targets/index.js';
import { type PublishedMetric, publishResult } from '../../lib/notebook/index.js';
import { accuracyKey, errorKey } from './keys.js';

/** Both of every result of a table, in per cent. */
export function publishAccuracyAndError(item: string, results: readonly PlannedResult[]): PublishedMetric[] {
  return results.flatMap((result) => [
    publishResult(accuracyKey(item, result.row, result.column), result, ({ test }) => 100 * test.accuracy),
    publishResult(errorKey(item, result.row, result.column), result, ({ test }) => 100 * test.expectedCalibrationError),
  ]);
}

interface RowOfTable {
  row: string;
  /** Of the accuracies; the errors stand in columns of their own in the targets. */
  columns: readonly string[];
  metrics: readonly PublishedMetric[];
}

/** The cells of a row as they were measured, each beside what the paper prints there. */
export function besidePrinted(item: string, { row, columns, metrics }: RowOfTable): Record<string, string> {
  const measured = new Map(metrics.map(({ key, value }) => [key, value]));
  const cells = columns.flatMap((column) => {
    const name = column.replace('_acc', '');
    const at = { item, row, column };
    return [
      [name, accuracyAndError((key) => measured.get(key), at)],
      [`${name} printed`, accuracyAndError(printedValue, at)],
    ];
  });
  return Object.fromEntries(cells);
}

/** As the paper writes them, `82.1 / 3.70`; a dash for what is not there. */
function accuracyAndError(
  read: (key: string) => unknown,
  { item, row, column }: { item: string; row: string; column: string },
): string {
  const [accuracy, error] = [read(accuracyKey(item, row, column)), read(errorKey(item, row, column))];
  const digits = (value: unknown, count: number) => (typeof value === 'number' ? value.toFixed(count) : '–');
  return accuracy === undefined || accuracy === null ? '–' : `${digits(accuracy, 1)} / ${digits(error, 2)}`;
}
