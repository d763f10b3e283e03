import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ListedItem, listEverything, renderList } from '../../../lib/harness/commands/list.js';
import { readBaseline } from '../../../lib/harness/compare/index.js';
import { projectPath } from '../../../lib/project.js';
import { longtail } from './longtail.js';

describe('the list', () => {
  test('as JSON holds every table and figure of the papers with exactly the documented fields', async () => {
    const { code, stdout, stderr } = await longtail(['list', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const items = JSON.parse(stdout) as ListedItem[];
    expect(items).toHaveLength(77);
    for (const item of items) {
      expect(Object.keys(item)).toEqual(['paper', 'item', 'kind', 'title', 'notebook', 'cells', 'tiers']);
      expect(['table', 'figure']).toContain(item.kind);
      expect(Object.keys(item.tiers)).toEqual(['quick', 'cpu', 'paper']);
      for (const { measured, printed, match, near, deviates, claims, supported, ...rest } of Object.values(
        item.tiers,
      )) {
        expect(rest).toEqual({});
        expect(match + near + deviates).toBeLessThanOrEqual(printed);
        expect(printed).toBeLessThanOrEqual(measured);
        expect(supported).toBeLessThanOrEqual(claims);
      }
    }
    expect(new Set(items.map(({ paper, item }) => `${paper}/${item}`)).size).toBe(77);
  });

  test('names only notebooks that exist, and counts the printed numbers of a table', async () => {
    const items = await listEverything();
    for (const { notebook } of items) if (notebook !== null) expect(existsSync(projectPath(notebook))).toBe(true);
    // Fifteen rows of four columns, of which BBN and Hybrid-SC print two each.
    expect(items.find(({ paper, item }) => paper === 'marc' && item === 'T2')).toMatchObject({
      notebook: 'notebooks/marc/table-2.ipynb',
      cells: 56,
    });
  });

  test('for people has a line for each item and says which have no notebook', async () => {
    const items = await listEverything();
    const [head, ...lines] = renderList(items).split('\n');
    expect(head).toMatch(/^item +cells +quick +cpu +paper +notebook +title/);
    for (const [i, { paper, item, notebook }] of items.entries()) {
      expect(lines[i]).toContain(`${paper}/${item}`);
      expect(lines[i]).toContain(notebook ?? 'not yet');
    }
  });

  test('for people shows how many values match, are near, or deviate, how many claims hold, and the sums', async () => {
    const [item] = await listEverything();
    const nothing = { measured: 0, printed: 0, match: 0, near: 0, deviates: 0, claims: 0, supported: 0 };
    const tiers = {
      quick: { measured: 9, printed: 7, match: 1, near: 2, deviates: 3, claims: 5, supported: 4 },
      cpu: { ...nothing, measured: 4 },
      paper: nothing,
    };
    const text = renderList([
      { ...item!, tiers },
      { ...item!, tiers },
    ]);
    expect(text).toMatch(/9 \(1\/2\/3\), 4\/5 +4 +–/);
    expect(text).toContain(
      'quick: 18 accepted values, 14 of them beside a printed number (2 match, 4 near, 6 deviate); 8 of 10 claims supported.',
    );
  });

  test('counts by the keys of the baselines, whichever notebook published them', async () => {
    const items = await listEverything();
    const { quick } = items.find(({ paper, item }) => paper === 'marc' && item === 'T2')!.tiers;
    const baseline = readBaseline('quick', 'marc/table-2')!;
    expect(quick).toMatchObject({
      measured: Object.keys(baseline.metrics).length,
      claims: Object.keys(baseline.claims).length,
    });
    expect(quick.printed).toBeGreaterThan(0);
    expect(quick.printed).toBeLessThan(quick.measured);
  });
});
