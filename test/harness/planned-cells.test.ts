import { expect, test } from 'vitest';
import { parseConfiguration } from '../../lib/experiment/index.js';
import { plannedCells } from '../../lib/harness/planned-cells.js';

test('a row of a table is all its runs, a cell those of one column, by seed', async () => {
  const row = await plannedCells('marc/T2/MARC', { tier: 'quick' });
  const cell = await plannedCells('marc/T2/MARC/digits_if50', { tier: 'quick', seeds: 2 });
  expect(cell.map(({ name }) => name)).toEqual(['MARC digits_if50 seed 0', 'MARC digits_if50 seed 1']);
  expect(row.map(({ name }) => name)).toEqual(expect.arrayContaining(cell.map(({ name }) => name)));
  expect(row.length).toBeGreaterThan(cell.length);
  expect(parseConfiguration(cell[1]!.input)).toMatchObject({ stage: 'two', seed: 1, adjustment: { name: 'marc' } });
});

test('names the closest where nothing is planned', async () => {
  await expect(plannedCells('marc/T2/MARK', { tier: 'quick' })).rejects.toThrow(
    'Nothing is planned under "marc/T2/MARK" at the tier quick: did you mean "marc/T2/MARC"?',
  );
});

test('tells the tiers at which a name is planned where it is not at this one', async () => {
  await expect(plannedCells('marc/T2/CBS/c10_if100', { tier: 'quick' })).rejects.toThrow(
    '"marc/T2/CBS/c10_if100" is planned at cpu and paper, not at the tier quick: add --tier cpu.',
  );
});
