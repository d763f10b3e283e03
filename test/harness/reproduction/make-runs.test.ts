import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  configurationHash,
  describeConfiguration,
  type ensureRun,
  type Item,
  type PlannedRun,
  parseConfiguration,
  type RunConfiguration,
} from '../../../lib/experiment/index.js';
import type { RecipeNotebook } from '../../../lib/harness/recipes.js';
import { makeRuns, plannedRuns } from '../../../lib/harness/reproduction/make-runs.js';
import { ProgressLine } from '../../../lib/harness/reproduction/progress-line.js';
import { commitRecord, inventedRecord } from '../../experiment/committed-runs.js';
import { smallTraining, temporaryStore } from '../../experiment/small-runs.js';

const ensured = vi.hoisted(() => vi.fn());
vi.mock('../../../lib/experiment/index.js', async (original) => ({
  ...(await original<typeof import('../../../lib/experiment/index.js')>()),
  ensureRun: ensured,
}));
vi.mock('../../../lib/engine/index.js', async (original) => ({
  ...(await original<typeof import('../../../lib/engine/index.js')>()),
  startEngine: async () => ({ class: 'native' }),
}));

const trained: PlannedRun['configuration'] = (seed) => smallTraining({ seed });
const adjusted: PlannedRun['configuration'] = (seed) => ({
  stage: 'two',
  base: smallTraining({ seed }),
  adjustment: { name: 'marc' },
  seed,
});

function notebook(name: string, seeds: number, configurations: PlannedRun['configuration'][]): RecipeNotebook {
  const runs = configurations.map(
    (configuration, i): PlannedRun => ({
      row: `row-${i}`,
      label: 'a column',
      column: 'c10',
      reproduction: 'other-data',
      configuration,
    }),
  );
  const plan = { seeds, runs, leavesOut: [] };
  const plans: Item['plans'] = { quick: plan, cpu: plan, paper: plan };
  return { paper: 'marc', name, file: '', items: [{ id: 'T2', notebook: name, plans }] };
}

const names = (runs: RunConfiguration[]) => runs.map(describeConfiguration);
const softmax = 'digits-lt-20 resnet-8 cross-entropy';

describe('the planned runs', () => {
  test('of several notebooks are made once each, stage one before stage two', () => {
    const notebooks = [notebook('a', 2, [adjusted]), notebook('b', 1, [trained, adjusted])];
    expect(names(plannedRuns(notebooks, { tier: 'quick' }))).toEqual([
      `${softmax} seed-0`,
      `${softmax} seed-0 marc`,
      `${softmax} seed-1 marc`,
    ]);
  });

  test('have as many seeds as are asked for', () => {
    const runs = plannedRuns([notebook('a', 1, [trained])], { tier: 'quick', seeds: 3 });
    expect(runs.map(({ seed }) => seed)).toEqual([0, 1, 2]);
  });
});

describe('making runs', () => {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (text: string) => lines.push(text) } as unknown as typeof process.stderr;
  const progress = new ProgressLine({ stream, quiet: true });
  const record = { test: { accuracy: 0.5 }, seconds: 3 };

  beforeEach(() => {
    lines.length = 0;
    ensured.mockReset();
  });

  test('goes on when one fails, and tells which by its configuration; its second stage is not tried', async () => {
    ensured.mockImplementation(async (configuration: RunConfiguration) => {
      if (configuration.seed === 1) throw new Error('the loss diverged');
      return { record, provenance: configuration.stage === 'one' ? 'run' : 'stored' };
    });
    const runs = plannedRuns([notebook('a', 3, [trained, adjusted])], { tier: 'quick' });
    const failures = await makeRuns(runs, { progress, store: temporaryStore() });

    const failed = [trained(1), adjusted(1)].map((each) => configurationHash(parseConfiguration(each)));
    expect([...failures.keys()].sort()).toEqual(failed.sort());
    expect(ensured).toHaveBeenCalledTimes(5);
    expect(lines).toEqual([
      `made  ${softmax} seed-0: 50.0 % in 3 s\n`,
      `failed  ${softmax} seed-1: the loss diverged\n`,
      `made  ${softmax} seed-2: 50.0 % in 3 s\n`,
      `failed  ${softmax} seed-1 marc: the loss diverged\n`,
    ]);
  });

  test('takes the record of a second stage all the same where its model fails', async () => {
    ensured.mockImplementation(async ({ stage }: RunConfiguration) => {
      if (stage === 'one') throw new Error('the loss diverged');
      return { record, provenance: 'committed' };
    });
    const runs = plannedRuns([notebook('a', 1, [trained, adjusted])], { tier: 'quick' });
    const store = temporaryStore();
    commitRecord(store, inventedRecord(adjusted(0), { engineClass: 'native' }));
    const failed = async (options = {}) => [...(await makeRuns(runs, { progress, store, ...options })).keys()];

    const model = configurationHash(parseConfiguration(trained(0)));
    expect(await failed()).toEqual([model]);
    // Where committed records do not count, it would have to be made.
    expect(await failed({ fresh: true })).toEqual([model, configurationHash(parseConfiguration(adjusted(0)))]);
  });

  test('makes so many at a time, and no stage two before stage one is done', async () => {
    const [running, most] = [new Set<string>(), { one: 0, two: 0 }];
    ensured.mockImplementation(async ({ stage, seed }: RunConfiguration) => {
      running.add(`${stage}-${seed}`);
      expect(new Set([...running].map((each) => each.split('-')[0])).size).toBe(1);
      most[stage] = Math.max(most[stage], running.size);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.delete(`${stage}-${seed}`);
      return { record, provenance: 'stored' };
    });
    const runs = plannedRuns([notebook('a', 5, [trained, adjusted])], { tier: 'quick' });
    expect((await makeRuns(runs, { progress, jobs: 2 })).size).toBe(0);
    expect(most).toEqual({ one: 2, two: 2 });
  });

  test('hands on engine and freshness, and shares the threads among the jobs', async () => {
    ensured.mockResolvedValue({ record, provenance: 'stored' });
    const runs = plannedRuns([notebook('a', 1, [trained])], { tier: 'quick' });
    await makeRuns(runs, { progress, engine: 'wasm', fresh: true, jobs: 10_000 });
    const [, options] = ensured.mock.calls[0] as Parameters<typeof ensureRun>;
    expect(options).toMatchObject({ engine: 'wasm', fresh: true, threads: 1 });
  });
});
