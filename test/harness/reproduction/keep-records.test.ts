import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import {
  type Item,
  type Plan,
  type PlannedRun,
  parseConfiguration,
  type RunConfigurationInput,
  type RunStore,
} from '../../../lib/experiment/index.js';
import { readJson } from '../../../lib/files.js';
import type { RecipeNotebook } from '../../../lib/harness/recipes.js';
import { keepRecords } from '../../../lib/harness/reproduction/keep-records.js';
import { commitRecord, commitWithBank, inventedRecord, writeBank } from '../../experiment/committed-runs.js';
import { smallTraining, temporaryStore } from '../../experiment/small-runs.js';

const engineClass = 'native';
const recipes = vi.hoisted(() => ({ notebooks: [] as unknown[] }));
vi.mock('../../../lib/harness/recipes.js', async (original) => ({
  ...(await original<typeof import('../../../lib/harness/recipes.js')>()),
  recipeNotebooks: async () => recipes.notebooks,
}));
vi.mock('../../../lib/engine/index.js', async (original) => ({
  ...(await original<typeof import('../../../lib/engine/index.js')>()),
  startEngine: async () => ({ class: 'native' }),
}));

const training = smallTraining();
const second: RunConfigurationInput = { stage: 'two', base: training, adjustment: { name: 'marc' }, seed: 0 };

/** A notebook that shows the second stage at every tier: the quick tier reads the features of its model. */
function notebook(): RecipeNotebook {
  const run: PlannedRun = {
    row: 'MARC',
    label: 'a column',
    column: 'c10',
    reproduction: 'other-data',
    configuration: () => second,
  };
  const plan: Plan = { seeds: 1, runs: [run], leavesOut: [] };
  const plans: Item['plans'] = { quick: plan, cpu: plan, paper: plan };
  return { paper: 'marc', name: 'marc/table-2', file: '', items: [{ id: 'T2', notebook: 'table-2', plans }] };
}

let store: RunStore;
beforeEach(() => {
  store = temporaryStore();
  recipes.notebooks = [notebook()];
});

/** Puts a record into the local store, as a run leaves it. @returns its name among the kept ones. */
function storeRun(input: RunConfigurationInput, withBank = false): string {
  const folder = store.folderOf(parseConfiguration(input), engineClass);
  const artifacts = withBank ? { bank: writeBank(folder, input) } : {};
  store.complete(folder, { ...inventedRecord(input, { engineClass }), artifacts });
  return `${basename(folder)}.json`;
}

const localFolder = () => store.folderOf(parseConfiguration(training), engineClass);
const keep = () => keepRecords([notebook()], { tier: 'cpu', store });
const records = () => join(store.results, 'records', 'cpu');
const banks = () => join(store.results, 'banks');

describe('keeping records', () => {
  test('copies the second stage, its model, and the features that the quick tier reads', async () => {
    const names = [storeRun(training, true), storeRun(second)];
    const written = await keep();
    expect(readdirSync(records()).sort()).toEqual([...names].sort());
    expect(readdirSync(banks())).toHaveLength(1);
    expect(written.map((file) => basename(file)).sort()).toEqual([...names, ...readdirSync(banks())].sort());
  });

  test('replaces what older code made, and leaves alone what is no record', async () => {
    const older = { engineClass, code: 'c0de'.repeat(16) };
    const earlier = commitWithBank(store, training, inventedRecord(training, older), { scale: 3 });
    const other = commitRecord(store, inventedRecord(smallTraining({ seed: 1 }), older));
    writeFileSync(join(records(), 'README.md'), 'Records.');
    const name = storeRun(training, true);
    await keep();
    expect(readdirSync(records()).sort()).toEqual([name, basename(other), 'README.md'].sort());
    const kept = readJson<typeof earlier>(join(records(), name));
    const { file } = kept.artifacts.bank!;
    expect(readFileSync(join(banks(), file))).toEqual(readFileSync(join(localFolder(), file)));
    expect(kept.artifacts.bank!.sha256).not.toBe(earlier.artifacts.bank!.sha256);
  });

  test('lets the earlier record stand where what takes its place cannot be copied', async () => {
    const earlier = commitRecord(store, inventedRecord(training, { engineClass, code: 'c0de'.repeat(16) }));
    const name = storeRun(training, true);
    for (const bank of readdirSync(localFolder()).filter((file) => file.endsWith('.safetensors')))
      rmSync(join(localFolder(), bank));
    await expect(keep()).rejects.toThrow(InputError);
    expect(readdirSync(records())).toEqual([basename(earlier)]);
    expect(name).not.toBe(basename(earlier));
  });

  test('keeps none at the quick tier', async () => {
    storeRun(training, true);
    expect(await keepRecords([notebook()], { tier: 'quick', store })).toEqual([]);
  });
});
