import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { acceptCommand } from '../../../lib/harness/commands/accept.js';
import type { NotebookRun } from '../../../lib/harness/report/index.js';
import { metric, results } from '../compare/invented-results.js';

const invented = vi.hoisted(() => ({ folder: '', runs: [] as unknown[], done: [] as string[] }));
vi.mock('../../../lib/harness/commands/reproduce.js', () => ({
  reproduceSelected: async () => ({ notebooks: [], runs: invented.runs }),
}));
vi.mock('../../../lib/harness/compare/index.js', async (original) => {
  const compare = await original<typeof import('../../../lib/harness/compare/index.js')>();
  return {
    ...compare,
    readBaseline: (tier: string, notebook: string) => compare.readBaseline(tier, notebook, { folder: invented.folder }),
    writeBaseline: (baseline: Parameters<typeof compare.writeBaseline>[0]) => {
      invented.done.push(`baseline of ${baseline.notebook}`);
      return compare.writeBaseline(baseline, { folder: invented.folder });
    },
  };
});
vi.mock('../../../lib/harness/reproduction/keep-records.js', () => ({
  keepRecords: async () => {
    invented.done.push('records');
    return [];
  },
}));
vi.mock('../../../lib/harness/figures/save-figures.js', () => ({
  saveFigures: async (runs: NotebookRun[]) => {
    invented.done.push(`figures of ${runs.map(({ notebook }) => notebook).join(', ')}`);
    throw new InputError('There is no browser: install one.');
  },
}));
vi.mock('../../../lib/harness/readme/paper-readme.js', () => ({
  pagesOfPapers: async () => {
    invented.done.push('pages');
    return new Map();
  },
}));

const run = (notebook: string, status: NotebookRun['status'] = 'finished') =>
  results(status === 'finished' ? [metric([80])] : [], { notebook, status });
const accept = () => acceptCommand([], { tier: 'quick' });
const isAccepted = (notebook: string) => existsSync(join(invented.folder, 'quick', `${notebook}.json`));

let printed: string[];
beforeEach(() => {
  vi.stubEnv('CI', '');
  invented.folder = mkdtempSync(join(tmpdir(), 'command-accept-'));
  invented.done = [];
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('accepting', () => {
  test('writes the baselines, then the records, then the pictures, then the pages', async () => {
    invented.runs = [run('marc/table-2'), run('marc/table-6')];
    await accept();
    expect(invented.done).toEqual([
      'baseline of marc/table-2',
      'baseline of marc/table-6',
      'records',
      'figures of marc/table-2, marc/table-6',
      'pages',
    ]);
    expect(printed[0]).toMatch(/^accepted 1 metrics and 0 claims: .*marc\/table-2\.json$/);
    expect(printed.at(-1)).toBe('Not all figures were saved: There is no browser: install one.');
  });

  test('leaves out the notebooks that failed, goes on with the others, and tells of them at the end', async () => {
    invented.runs = [run('marc/table-2', 'failed'), run('marc/table-6'), run('marc/figure-1', 'skipped')];
    const refused = await accept().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect((refused as Error).message).toBe('Nothing of marc/table-2 was accepted: the notebook failed.');
    expect(isAccepted('marc/table-6')).toBe(true);
    expect(isAccepted('marc/table-2')).toBe(false);
    expect(invented.done).toEqual(['baseline of marc/table-6', 'records', 'figures of marc/table-6', 'pages']);
  });

  test('tells of each that it refuses', async () => {
    const twice = results([metric([80]), metric([80])], { notebook: 'marc/table-6' });
    invented.runs = [run('marc/table-2', 'failed'), twice];
    await expect(accept()).rejects.toThrow(/^Nothing of marc\/table-2 .*failed.*\nNothing of marc\/table-6 .*twice/);
  });

  test('writes nothing when an error is none of a notebook', async () => {
    invented.runs = [run('marc/table-2'), { ...run('marc/table-6'), metrics: undefined }];
    await expect(accept()).rejects.toThrow(TypeError);
    expect(invented.done).toEqual([]);
  });
});
