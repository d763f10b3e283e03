import { expect, test } from 'vitest';
import { type PlannedResult, pairsByColumn } from '../../lib/experiment/index.js';

const result = (row: string, column: string) => ({ row, column }) as PlannedResult;

test('keeps the columns that have every row, in their order', () => {
  const [a, b, c] = [result('before', 'x'), result('before', 'y'), result('after', 'y')];
  expect(pairsByColumn([a, b, c], ['before', 'after'])).toEqual({ y: { before: b, after: c } });
  expect(Object.keys(pairsByColumn([a, b, c], ['before']))).toEqual(['x', 'y']);
});
