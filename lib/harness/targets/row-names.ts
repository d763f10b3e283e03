import type { Item } from '../../experiment/index.js';
import { findItem } from './load-targets.js';
import { rowKey } from './schema.js';

/** Keys of the printed rows of a table, in their order; none for a figure. */
export function printedRows(paper: string, id: string): string[] {
  const target = findItem(paper, id);
  return target.kind === 'table' ? target.rows.map(rowKey) : [];
}

/** Keys of the rows of a table: the printed ones in their order, then those that only this project has. */
export function rowNames(paper: string, { id, plans }: Pick<Item, 'id' | 'plans'>): string[] {
  const planned = Object.values(plans).flatMap(({ runs }) => runs.map(({ row }) => row));
  return [...new Set([...printedRows(paper, id), ...planned])];
}
