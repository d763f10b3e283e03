import { expect, test } from 'vitest';
import type { Item } from '../../../lib/experiment/index.js';
import { paperReadme } from '../../../lib/harness/readme/paper-readme.js';
import { notebooksOf } from '../../../lib/harness/recipes.js';
import { projectPath } from '../../../lib/project.js';
import { smallTraining } from '../../experiment/small-runs.js';
import { baseline, metric } from '../compare/invented-results.js';

const runOf = (row: string, column: string) => ({
  row,
  column,
  label: `data of ${column}`,
  reproduction: 'shortened' as const,
  configuration: (seed: number) => smallTraining({ seed }),
});
const nothing = { seeds: 1, runs: [], leavesOut: [] };
const table: Item = {
  id: 'T2',
  notebook: 'table-2',
  notImplemented: ['BBN'],
  plans: {
    quick: nothing,
    cpu: {
      seeds: 3,
      runs: [
        runOf('MARC', 'c10_if100'),
        runOf('NCM', 'c10_if100'),
        runOf('NCM', 'c100_if100'),
        runOf('MARC', 'digits_if50'),
      ],
      leavesOut: ['The long schedule.'],
    },
    paper: nothing,
  },
};
const figure: Item = { id: 'F1', notebook: 'figure-1', plans: { quick: nothing, cpu: nothing, paper: nothing } };
const notebooks = notebooksOf({ paper: 'marc', items: [figure, table] });

const accepted = baseline(
  [
    metric([85.1, 85.4, 85.2]),
    metric([70], { key: 'marc/T2/NCM/c10_if100' }),
    metric([90, 92], { key: 'marc/T2/MARC/digits_if50', reproduction: 'other-data' }),
    metric([60], { key: 'marc/T2/MARC/c10_if100_few' }),
  ],
  { tier: 'cpu', claims: { 'marc/T2/best': { verdict: 'not supported', sentence: 'MARC | wins.', source: 'p. 9' } } },
);
const points = baseline(
  [10, 2, 0].map((k) => metric([k], { key: `marc/F1/logit/c10_if100/class-${k}`, unit: '' })),
  { notebook: 'marc/figure-1' },
);

const page = paperReadme('marc', notebooks, {
  baselines: (tier) => (tier === 'cpu' ? [accepted] : tier === 'quick' ? [points] : []),
  pictures: (notebook, tier) => [projectPath(`results/figures/${tier}/${notebook}-1.svg`)],
});

test('tells the paper in its two sentences, and which notebook shows what', () => {
  expect(page).toContain('# MARC: Margin Calibration for Long-Tailed Visual Recognition\n\nACML 2022. On long-tailed');
  expect(page).toContain(
    '| [Table 2](#table-2) | Accuracy on CIFAR-LT | [table-2.ipynb](table-2.ipynb) | – | 4, 0 of 1 | – |',
  );
  expect(page).toMatch(/\| \[Figure 1\]\(#figure-1\) \|.*\| 3 \| – \| – \|/);
  expect(page).toContain('Not here: Table 1, Table 3');
  expect(page.indexOf('## Table 2')).toBeLessThan(page.indexOf('## Figure 1'));
});

test('shows printed, ours with its spread and the verdict, and the command of each row', () => {
  expect(page).toContain('`npx longtail reproduce marc/table-2 --tier cpu`');
  expect(page).toContain('Reproduction: shortened, other data. Left out here: The long schedule.');
  expect(page).toContain('Not implemented: BBN.');
  expect(page).toContain(
    '| MARC | 85.3 · 85.23 ± 0.15 · match | – · 91.00 ± 1.41 | `npx longtail run marc/T2/MARC --tier cpu` |',
  );
  expect(page).toContain('| NCM | – · 70.00 |  | `npx longtail run marc/T2/NCM/c10_if100 --tier cpu` |');
  expect(page).toContain('Besides, 1 value that the paper does not print is published and compared.');
});

test('tells the data behind the columns', () => {
  expect(page).toContain('The data behind the columns: data of c10\\_if100 (`c10_if100`); data of c100');
});

test('shows a series by its ends, in the order of its places', () => {
  expect(page).toContain('| logit/c10\\_if100 | 0 … 10 (3 values, class-0 to class-10) |');
});

test('lists the claims with verdict, sentence and source', () => {
  expect(page).toContain('0 of 1 claim supported:\n\n- ✗ not supported: MARC \\| wins. (p. 9)');
});

test('shows the pictures of each tier that was measured', () => {
  expect(page).toContain('![Table 2, tier cpu, picture 1](../../results/figures/cpu/marc/table-2-1.svg)');
  expect(page).not.toContain('results/figures/quick/marc/table-2-1.svg');
});
