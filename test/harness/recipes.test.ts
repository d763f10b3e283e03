import { describe, expect, test } from 'vitest';
import type { Item } from '../../lib/experiment/index.js';
import { notebooksOf, plannedSeeds, recipeNotebooks, selectNotebooks } from '../../lib/harness/recipes.js';
import { runsOf } from '../../lib/harness/reproduction/make-runs.js';
import { smallTraining } from '../experiment/small-runs.js';

function item(id: string, notebook: string, seeds: number, losses: string[]): Item {
  const runs = losses.map((loss) => ({
    row: loss,
    column: 'digits_if50',
    label: 'digits',
    reproduction: 'other-data' as const,
    configuration: (seed: number) => ({ ...smallTraining({ seed }), loss }),
  }));
  const plan = { seeds, runs, leavesOut: [] };
  return { id, notebook, plans: { quick: plan, cpu: plan, paper: plan } };
}

const table = item('T1', 'table-1', 2, ['focal', 'cross-entropy']);
const figure = item('F1', 'table-1', 1, []);
const other = item('F2', 'figure-2', 1, ['focal']);

describe('the notebooks of a recipe', () => {
  const notebooks = notebooksOf({ paper: 'marc', items: [table, other, figure] });

  test('hold all items that name them, in the order in which they are first named', () => {
    expect(notebooks.map(({ name, items }) => [name, items.map(({ id }) => id)])).toEqual([
      ['marc/table-1', ['T1', 'F1']],
      ['marc/figure-2', ['F2']],
    ]);
    expect(notebooks[0]!.file).toMatch(/notebooks\/marc\/table-1\.ipynb$/);
  });

  test('need the runs of all their items, with the seeds of the item that plans most', () => {
    const [both] = notebooks;
    expect(plannedSeeds(both!, 'quick')).toBe(2);
    expect(runsOf(both!, { tier: 'quick' })).toHaveLength(4);
    expect(runsOf(both!, { tier: 'quick', seeds: 1 })).toHaveLength(2);
  });
});

describe('selecting', () => {
  test('takes the name of a notebook, the id of any of its items, and globs', async () => {
    const names = async (...globs: string[]) => (await selectNotebooks(globs)).map(({ name }) => name);
    expect(await names('marc/table-2')).toEqual(['marc/table-2']);
    expect(await names('marc/T2', 'marc/table-2')).toEqual(['marc/table-2']);
    expect(await names('*')).toEqual((await recipeNotebooks()).map(({ name }) => name));
  });

  test('names the closest where nothing matches', async () => {
    await expect(selectNotebooks(['marc/tabel-2'])).rejects.toThrow(
      'No notebook matches "marc/tabel-2": did you mean "marc/table-2"?',
    );
  });
});
