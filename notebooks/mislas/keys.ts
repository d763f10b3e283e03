/** The metric keys of MiSLAS's notebooks, which publish under them, and of its claims, which read them. */
import { cellOf, exponents, formsOfFigure6 } from './rows.js';

/** The columns of a setting begin alike: `c10_100_acc` and `c10_100_ece`, or `c10_acc` and `c10_ece`. */
const columnOf = (column: string, quantity: string) => `${column.replace(/_acc$/, '')}_${quantity}`;

export const accuracyKey = (item: string, row: string, column: string) =>
  `mislas/${item}/${row}/${columnOf(column, 'acc')}`;
export const errorKey = (item: string, row: string, column: string) =>
  `mislas/${item}/${row}/${columnOf(column, 'ece')}`;
export const overconfidenceKey = (item: string, row: string, column: string) =>
  `mislas/${item}/${row}/${columnOf(column, 'overconfidence')}`;

/** Of a shot group: mean confidence less accuracy, its `excess` above 0, and medians. */
export const groupKey = (quantity: string, group: string, row: string, column: string) =>
  `mislas/F3/${row}/${column}/${group}-${quantity}`;

/** The key of a gain in accuracy over cross-entropy, ε_1 = ε_K = 0, in its two parts; two of them are in the text. */
export const gainName = (column: string, cell: string) => ({
  prefix: 'mislas/F5/LAS-gain-over-none',
  name: `${column}_${cell}`,
});

export function gainKey(column: string, cell: string): string {
  const { prefix, name } = gainName(column, cell);
  return `${prefix}/${name}`;
}

/** The cells of Figure 5 that the paper marks as the best, by column. */
export const markedCells: Record<string, string> = { c10: cellOf(0.3, 0), c100: cellOf(0.4, 0.1) };

/** Training images of a class at which the forms are published: from N_K to N_1 of CIFAR-100-LT, IF 100. */
export const formCounts = [5, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500];

export const formsOf = { F6: formsOfFigure6, F8: exponents.map((p) => `p=${p}`) };

/** Mean absolute change of a running statistic over the channels of a layer; `relative` to what stage one has. */
export const changeKey = (row: string, layer: 'first' | 'last', quantity: string, column: string) =>
  `mislas/F7/${row}/${column}/${layer}-${quantity}`;
