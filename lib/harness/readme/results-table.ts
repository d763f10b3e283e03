import { InputError } from '../../errors.js';
import { type Baseline, readBaseline } from '../compare/index.js';
import { findItem, printedValue, rowKey } from '../targets/index.js';

const columns = ['c10_if100', 'c10_if200'] as const;
const thirds = ['many', 'medium', 'few'] as const;

/** The README's results: MARC's Table 2 at the cpu tier, from the committed baseline, as Markdown. */
export function readmeResults(): string {
  const baseline = readBaseline('cpu', 'marc/table-2');
  if (!baseline)
    throw new InputError(
      'There is no baseline of marc/table-2 at the cpu tier: run `make accept TIER=cpu RECORDED=1`.',
    );
  const header = ['method', ...columns.flatMap((column) => [title(column), 'many / medium / few', 'printed'])];
  const rows = rowsOf(baseline).map((row) => [row, ...columns.flatMap((column) => cells(baseline, row, column))]);
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function title(column: string): string {
  return `CIFAR-10-LT, IF ${column.replace('c10_if', '')}`;
}

/** Printed rows in their order, then the project's own, as far as the baseline has them. */
function rowsOf({ metrics }: Baseline): string[] {
  const item = findItem('marc', 'T2');
  const printed = item.kind === 'table' ? item.rows.map(rowKey) : [];
  const measured = new Set(Object.keys(metrics).map((key) => key.split('/')[2]!));
  return [...printed.filter((row) => measured.has(row)), ...[...measured].filter((row) => !printed.includes(row))];
}

function cells({ metrics }: Baseline, row: string, column: string): string[] {
  const percent = (name: string) => metrics[`marc/T2/${row}/${name}`]?.value.toFixed(1) ?? '–';
  const printed = printedValue(`marc/T2/${row}/${column}`);
  const byThird = thirds.map((third) => percent(`${column}_${third}`)).join(' / ');
  return [percent(column), byThird, typeof printed === 'number' ? printed.toFixed(1) : '–'];
}
