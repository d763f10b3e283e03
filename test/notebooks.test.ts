import { existsSync, readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  describeConfiguration,
  parseConfiguration,
  RunStore,
  reproductions,
  seedsOf,
  tiers,
} from '../lib/experiment/index.js';
import { isClean, parameterNames, readNotebook } from '../lib/harness/notebook/index.js';
import { hasTag, joinLines } from '../lib/harness/notebook/nbformat.js';
import { recipeNotebooks } from '../lib/harness/recipes.js';
import { distinctRuns, plannedRuns } from '../lib/harness/reproduction/make-runs.js';
import { findItem, listItems, rowKey } from '../lib/harness/targets/index.js';
import { projectPath } from '../lib/project.js';

const notebookFiles = readdirSync(projectPath('notebooks'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ipynb') && !file.includes('.ipynb_checkpoints'))
  .map((file) => projectPath('notebooks', file));

const kernelNames = readdirSync(projectPath('jupyter', 'kernels'));

const notebooks = await recipeNotebooks();
const items = notebooks.flatMap(({ paper, file, items: each }) => each.map((item) => ({ paper, file, item })));

describe.each(notebookFiles.map((file) => [relative(projectPath('notebooks'), file), file]))('%s', (_, file) => {
  const notebook = readNotebook(file);

  test('is committed as nobody ran it', () => {
    expect(isClean(notebook)).toBe(true);
  });

  test('begins with its title in prose', () => {
    const [first] = notebook.cells;
    expect(first!.cell_type).toBe('markdown');
    expect(joinLines(first!.source)).toMatch(/^# \S/);
  });

  test('asks for the project’s kernel', () => {
    const { kernelspec, language_info } = notebook.metadata as Record<string, { name: string }>;
    expect(kernelNames).toContain(kernelspec!.name);
    expect(language_info!.name).toBe('typescript');
  });

  test('lets tier and seeds be set, in one cell', () => {
    expect(notebook.cells.filter((cell) => hasTag(cell, 'parameters'))).toHaveLength(1);
    expect(parameterNames(notebook)).toEqual(expect.arrayContaining(['tier', 'seeds']));
  });

  test('has cells with names of their own', () => {
    const ids = notebook.cells.map(({ id }) => id);
    expect(ids.every((id) => id !== undefined)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('belongs to a recipe', () => {
    expect(notebooks.map((each) => each.file)).toContain(file);
  });
});

test('no two items share an id', () => {
  const ids = items.map(({ paper, item }) => `${paper}/${item.id}`);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(tiers)('the items of a notebook are planned with equally many seeds at the tier %s', (tier) => {
  for (const { name, items: together } of notebooks) {
    const plans = together.map(({ plans: ofTier }) => ofTier[tier]).filter(({ runs }) => runs.length > 0);
    expect(new Set(plans.map(({ seeds }) => seeds)).size, name).toBeLessThanOrEqual(1);
  }
});

test('what the tier quick adjusts of models that it does not train is committed, record and bank', () => {
  const store = new RunStore({ folder: projectPath('results', 'no-store') });
  const bases = plannedRuns(notebooks, { tier: 'quick' }).flatMap((run) => (run.stage === 'two' ? [run.base] : []));
  const ofImages = distinctRuns(bases).filter(({ data }) => data.dataset !== 'digits');
  const missing = ofImages.filter((base) => {
    const run = store.find(base, 'native');
    return !run || !store.hasBank(run);
  });
  expect(ofImages).not.toEqual([]);
  expect(missing.map(describeConfiguration)).toEqual([]);
});

describe.each(items.map((each) => [`${each.paper}/${each.item.id}`, each] as const))('the recipe of %s', (_, each) => {
  const { paper, item, file } = each;
  const target = findItem(paper, item.id);
  const planned = tiers.flatMap((tier) => item.plans[tier].runs.map((run) => ({ tier, ...run })));

  test('has its notebook', () => {
    expect(existsSync(file)).toBe(true);
  });

  test.each(tiers)('plans distinct runs of the tier %s that can be made', (tier) => {
    const plan = item.plans[tier];
    const { seeds, runs, leavesOut } = plan;
    expect(seeds).toBeGreaterThanOrEqual(1);
    expect(new Set(runs.map(({ row, column }) => `${row}/${column}`)).size).toBe(runs.length);
    for (const run of runs) {
      expect(reproductions).toContain(run.reproduction);
      expect(seedsOf(run, plan)).not.toEqual([]);
      for (const seed of seedsOf(run, plan))
        expect(parseConfiguration(run.configuration(seed))).toMatchObject({ seed });
    }
    for (const sentence of leavesOut) expect(sentence).toMatch(/\.$/);
  });

  test('names keys that make metric keys', () => {
    for (const { row, column } of planned) {
      expect(row).toMatch(/^[^\s/*]+$/);
      expect(column).toMatch(/^[^\s/*]+$/);
    }
  });

  if (target.kind === 'table') {
    const printedRows = target.rows.map(rowKey);
    const printedColumns = target.columns.map(({ key }) => key);

    test('plans rows that the paper prints, or that the notebook’s prose introduces by their key', () => {
      const prose = proseOf(each);
      const unknown = planned.filter(({ row }) => !printedRows.includes(row) && !prose.includes(row));
      expect(unknown.map(({ tier, row }) => `${tier}: ${row}`)).toEqual([]);
    });

    test('claims the full protocol only in columns that the table prints, and other data only elsewhere', () => {
      // A run may be read in several ways, as its ECE and its MCE, each with a column of its own.
      const isPrinted = (column: string) =>
        printedColumns.some((key) => key === column || key.startsWith(`${column}_`));
      for (const { column, reproduction } of planned) {
        if (reproduction === 'full-protocol') expect(isPrinted(column), column).toBe(true);
        if (reproduction === 'other-data') expect(isPrinted(column), column).toBe(false);
      }
    });

    test('shortens only what some table of the paper prints', () => {
      const shortened = planned.filter(({ reproduction }) => reproduction === 'shortened');
      expect(columnsOf(paper)).toEqual(expect.arrayContaining(shortened.map(({ column }) => column)));
    });

    test('leaves as not implemented only printed rows that it does not plan', () => {
      const missing = item.notImplemented ?? [];
      expect(printedRows).toEqual(expect.arrayContaining(missing));
      expect(new Set(missing).size).toBe(missing.length);
      expect(planned.filter(({ row }) => missing.includes(row))).toEqual([]);
    });

    test.runIf(target.form === 'numeric')('accounts for every printed row', () => {
      const accounted = [...planned.map(({ row }) => row), ...(item.notImplemented ?? [])];
      expect(printedRows.filter((row) => !accounted.includes(row))).toEqual([]);
    });
  } else {
    test('has no rows to leave as not implemented', () => {
      expect(item.notImplemented ?? []).toEqual([]);
    });
  }
});

function columnsOf(paper: string): string[] {
  return listItems({ paper }).flatMap(({ item }) => (item.kind === 'table' ? item.columns.map(({ key }) => key) : []));
}

function proseOf({ file }: { file: string }): string {
  const { cells } = readNotebook(file);
  return cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => joinLines(source))
    .join('\n');
}
