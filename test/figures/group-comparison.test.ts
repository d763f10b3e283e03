import { expect, test } from 'vitest';
import { groupComparisonFigure } from '../../lib/figures/index.js';

const groups = ['Many', 'Medium', 'Few'];
const series = [
  { name: 'ERM', values: [{ mean: 5, spread: 0.5 }, { mean: 20 }, null] },
  { name: 'Logit adjustment', values: [{ mean: 8 }, { mean: 15 }, null] },
];

test('has a bar for each method and group, none where the group is empty, and whiskers where a spread is known', () => {
  const { data, layout } = groupComparisonFigure(groups, series, { quantity: 'error', unit: '%' });
  expect(data.map(({ name, x, y }) => [name, x, y])).toEqual([
    ['ERM', groups, [5, 20, null]],
    ['Logit adjustment', groups, [8, 15, null]],
  ]);
  expect(data.map(({ error_y }) => (error_y as { visible: boolean }).visible)).toEqual([true, false]);
  expect(layout.yaxis).toMatchObject({ title: { text: 'error (%)' } });
});

test('refuses a series that lacks a group', () => {
  const short = [{ name: 'ERM', values: [{ mean: 5 }] }];
  expect(() => groupComparisonFigure(groups, short, { quantity: 'error' })).toThrow('1 values for 3 groups');
});
