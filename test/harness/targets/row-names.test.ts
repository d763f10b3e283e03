import { expect, test } from 'vitest';
import { cells, longTailedDigits, type Method, trained } from '../../../lib/experiment/index.js';
import { printedRows, rowNames } from '../../../lib/harness/targets/index.js';

const plan = (rows: Record<string, Method>) => ({ seeds: 1, runs: cells(rows, [longTailedDigits]), leavesOut: [] });
const method = trained({ loss: 'cross-entropy' });

test('names the printed rows first, in their order, then the others once', () => {
  const plans = { quick: plan({ ours: method, LAS: method }), cpu: plan({ ours: method }), paper: plan({}) };
  expect(rowNames('mislas', { id: 'T2', plans })).toEqual(['CB-CE', 'LAS', 'ours']);
});

test('a figure prints no rows', () => {
  expect(printedRows('mislas', 'F1')).toEqual([]);
});
