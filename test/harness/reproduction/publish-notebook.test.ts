import { existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { codeCell, type Notebook, type NotebookExecution } from '../../../lib/harness/notebook/index.js';
import type { RecipeNotebook } from '../../../lib/harness/recipes.js';
import { ExecutionStore } from '../../../lib/harness/reproduction/execution-store.js';
import { ProgressLine } from '../../../lib/harness/reproduction/progress-line.js';
import { publishNotebook } from '../../../lib/harness/reproduction/publish-notebook.js';
import { mimeTypes } from '../../../lib/notebook/index.js';
import { temporaryStore } from '../../experiment/small-runs.js';

const executed = vi.hoisted(() => vi.fn());
vi.mock('../../../lib/harness/notebook/index.js', async (original) => ({
  ...(await original<typeof import('../../../lib/harness/notebook/index.js')>()),
  executeNotebook: executed,
}));
vi.mock('../../../lib/engine/index.js', async (original) => ({
  ...(await original<typeof import('../../../lib/engine/index.js')>()),
  currentEngine: () => ({ class: 'native' }),
}));

const metric = {
  key: 'marc/T2/MARC/c10_if100',
  value: 70,
  unit: '%',
  seeds: [],
  reproduction: 'shortened',
  configuration: null,
  provenance: { origin: 'fresh run' },
};

let folder: string;
let notebook: RecipeNotebook;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longtail-publish-'));
  const plan = { seeds: 3, runs: [], leavesOut: ['What is left out.'] };
  const item = { id: 'T2', notebook: 'table-2', plans: { quick: plan, cpu: plan, paper: plan } };
  notebook = { paper: 'marc', name: 'marc/table-2', file: join(folder, 'source.ipynb'), items: [item] };
  writeFileSync(notebook.file, '{}');
  executed.mockReset();
  executed.mockImplementation(async () => execution());
});

function execution(change: Partial<NotebookExecution> = {}): NotebookExecution {
  const cell = codeCell('publish();');
  cell.outputs = [{ output_type: 'display_data', data: { [mimeTypes.metric]: [metric] }, metadata: {} }];
  const longtail = { end_time: '2026-01-01T00:00:00Z', duration: 4 };
  const result: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: { longtail }, cells: [cell] };
  const published = { metrics: [metric], claims: [], figures: [] } as unknown as NotebookExecution;
  const measured = { seconds: 4, peakMemoryBytes: 1, notebook: result };
  return { ...published, ...measured, status: 'succeeded', failedCell: null, error: null, ...change };
}

const publish = (change = {}) =>
  publishNotebook(notebook, {
    tier: 'quick',
    startedAt: new Date(),
    outputFolder: join(folder, 'reports'),
    executions: new ExecutionStore(join(folder, 'store')),
    code: 'c',
    records: 'r',
    store: temporaryStore(),
    progress: new ProgressLine({ quiet: true }),
    ...change,
  });

describe('a notebook', () => {
  test('is executed with its tier and planned seeds, and tells what it published', async () => {
    const run = await publish();
    expect(run).toMatchObject({ notebook: 'marc/table-2', status: 'finished', metrics: [metric], seconds: 4 });
    expect(run.unchangedSince).toBeUndefined();
    expect(run.omissions).toEqual([{ what: 'this tier', reason: 'What is left out.' }]);
    expect(executed.mock.calls[0]).toMatchObject([notebook.file, { parameters: { tier: 'quick', seeds: 3 } }]);
  });

  test('reads its runs where the command does', async () => {
    const store = temporaryStore();
    await publish({ store });
    expect(executed.mock.calls[0]).toMatchObject([notebook.file, { environment: { LONGTAIL_STORE: store.folder } }]);
  });

  test('is executed again when its last execution cannot be read', async () => {
    await publish();
    const kept = join(folder, 'store', 'marc');
    for (const file of readdirSync(kept)) writeFileSync(join(kept, file), '{');
    expect((await publish()).unchangedSince).toBeUndefined();
    expect((await publish()).unchangedSince).toBeDefined();
  });

  test('is not executed again when nothing has changed: its last execution is shown, and is no fresh run', async () => {
    await publish();
    const again = await publish();
    expect(executed).toHaveBeenCalledTimes(1);
    expect(again).toMatchObject({ status: 'finished', unchangedSince: '2026-01-01T00:00:00Z', seconds: null });
    expect(again.metrics).toMatchObject([{ key: metric.key, value: 70, provenance: { origin: 'cached' } }]);
    expect(existsSync(join(folder, 'reports', 'marc', 'table-2.ipynb'))).toBe(true);
  });

  test.each([
    ['the code', { code: 'other' }],
    ['the records', { records: 'other' }],
    ['the tier', { tier: 'cpu' }],
    ['the seeds', { seeds: 1 }],
    ['that all is to be fresh', { fresh: true }],
  ])('is executed again for %s', async (_, change) => {
    await publish();
    expect((await publish(change)).unchangedSince).toBeUndefined();
    expect(executed).toHaveBeenCalledTimes(2);
  });

  test('is not executed again because only records count, where they are the same', async () => {
    await publish();
    expect((await publish({ recorded: true })).unchangedSince).toBeDefined();
  });

  test('is executed again when its source has changed', async () => {
    await publish();
    writeFileSync(notebook.file, '{"cells": []}');
    expect((await publish()).unchangedSince).toBeUndefined();
  });

  test('that failed is executed again', async () => {
    const error = { kind: 'cell' as const, name: 'Error', message: 'lost', traceback: [] };
    executed.mockImplementation(async () => execution({ status: 'failed', error }));
    expect(await publish()).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('lost') } });
    executed.mockImplementation(async () => execution());
    expect(await publish()).toMatchObject({ status: 'finished', seconds: 4 });
    expect(executed).toHaveBeenCalledTimes(2);
  });
});

test('the store keeps the last executions of each notebook', () => {
  const executions = new ExecutionStore(join(folder, 'store'));
  const { notebook: content } = execution();
  for (let i = 0; i < 12; i++) {
    executions.keep('marc/figure-1', `key-${i}`, content);
    const file = join(folder, 'store', 'marc', `figure-1_key-${i}.ipynb`);
    if (i < 11) utimesSync(file, i, i);
    executions.keep('marc/figure-10', `key-${i}`, content);
  }
  const files = readdirSync(join(folder, 'store', 'marc'));
  expect(files.filter((file) => file.startsWith('figure-1_'))).toHaveLength(8);
  expect(executions.find('marc/figure-1', 'key-11')).toEqual(
    JSON.parse(readFileSync(join(folder, 'store', 'marc', 'figure-1_key-11.ipynb'), 'utf8')),
  );
  expect(executions.find('marc/figure-1', 'key-0')).toBeNull();
});
