import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import type { Notebook, NotebookExecution } from '../../../lib/harness/notebook/index.js';
import type { RecipeNotebook } from '../../../lib/harness/recipes.js';
import { ProgressLine } from '../../../lib/harness/reproduction/progress-line.js';
import { reproduce } from '../../../lib/harness/reproduction/reproduce.js';
import { temporaryStore } from '../../experiment/small-runs.js';

const mocks = vi.hoisted(() => ({ execute: vi.fn(), baseline: vi.fn(), makeRuns: vi.fn() }));
vi.mock('../../../lib/harness/notebook/index.js', async (original) => ({
  ...(await original<typeof import('../../../lib/harness/notebook/index.js')>()),
  executeNotebook: mocks.execute,
}));
vi.mock('../../../lib/harness/compare/index.js', async (original) => ({
  ...(await original<typeof import('../../../lib/harness/compare/index.js')>()),
  readBaseline: mocks.baseline,
}));
vi.mock('../../../lib/harness/reproduction/make-runs.js', async (original) => ({
  ...(await original<typeof import('../../../lib/harness/reproduction/make-runs.js')>()),
  makeRuns: mocks.makeRuns,
}));
vi.mock('../../../lib/harness/recipes.js', async (original) => ({
  ...(await original<typeof import('../../../lib/harness/recipes.js')>()),
  recipeNotebooks: async () => [],
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longtail-reproduce-'));
  mocks.execute.mockReset();
  mocks.baseline.mockReset().mockReturnValue(null);
  mocks.makeRuns.mockReset().mockResolvedValue(new Map());
});

/** A notebook without runs. Its file is there only if it has content. */
function notebook(name: string, content?: string): RecipeNotebook {
  const file = join(folder, `${name}.ipynb`);
  if (content !== undefined) writeFileSync(file, content);
  const plan = { seeds: 1, runs: [], leavesOut: [] };
  const item = { id: 'T2', notebook: name, plans: { quick: plan, cpu: plan, paper: plan } };
  return { paper: 'marc', name: `marc/${name}`, file, items: [item] };
}

const reproduced = (...notebooks: RecipeNotebook[]) =>
  reproduce(notebooks, {
    tier: 'quick',
    store: temporaryStore(),
    outputFolder: join(folder, 'reports'),
    progress: new ProgressLine({ quiet: true, stream: { write: () => true } as unknown as typeof process.stderr }),
  });

describe('a reproduction', () => {
  test('goes on when a notebook cannot be read, and reports it as failed', async () => {
    const metadata = { longtail: {} };
    const executed: Notebook = { nbformat: 4, nbformat_minor: 5, metadata, cells: [] };
    const published = { metrics: [], claims: [], figures: [], seconds: 1, peakMemoryBytes: 1 };
    mocks.execute.mockImplementation(async (file: string): Promise<NotebookExecution> => {
      if (file.includes('damaged')) throw new InputError(`${file} is no notebook: restore it.`);
      return { ...published, notebook: structuredClone(executed), status: 'succeeded', failedCell: null, error: null };
    });
    const { report } = await reproduced(notebook('missing'), notebook('damaged', '{'), notebook('sound', '{}'));
    expect(report.notebooks).toMatchObject([
      {
        notebook: 'marc/missing',
        status: 'failed',
        error: { message: expect.stringMatching(/^Cannot read .*missing/) },
      },
      { notebook: 'marc/damaged', status: 'failed', error: { message: expect.stringContaining('is no notebook') } },
      { notebook: 'marc/sound', status: 'finished' },
    ]);
  });

  test('refuses a damaged baseline before it makes any run', async () => {
    mocks.baseline.mockImplementation(() => {
      throw new InputError('It is not a baseline.');
    });
    await expect(reproduced(notebook('sound', '{}'))).rejects.toThrow('It is not a baseline.');
    expect(mocks.makeRuns).not.toHaveBeenCalled();
  });
});
