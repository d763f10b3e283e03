import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type Cell,
  codeCell,
  executeNotebook,
  markdownCell,
  type Notebook,
  type NotebookProgress,
  readNotebook,
} from '../../../lib/harness/notebook/index.js';

const folder = mkdtempSync(join(tmpdir(), 'longtail-execute-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function notebook(...cells: (string | Cell)[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map((cell) => (typeof cell === 'string' ? codeCell(cell) : cell)),
  };
}

const text = (cell: Cell) => (cell.outputs ?? []).map((output) => output.text ?? '').join('');

describe('a notebook that succeeds', () => {
  const given = notebook(
    markdownCell('# Title'),
    "import { publishClaim, publishMetric, showFigure } from 'longtail-lab/notebook';\nimport { methodComparisonFigure } from 'longtail-lab/figures';",
    codeCell('let epochs = 5;\nlet name: string | null = null;', ['parameters']),
    codeCell('throw new Error("skipped")', ['skip-execution']),
    codeCell('throw new RangeError("wanted")', ['raises-exception']),
    'console.log(epochs, name);',
    "publishMetric('marc/T2/MARC/c10', epochs);\npublishClaim('marc/tail', 'supported', { sentence: 'The tail gains.' });\nshowFigure(methodComparisonFigure([], { title: 'Methods' }));",
    'console.log(process.env.LONGTAIL_HEADLESS, process.env.LONGTAIL_TEST)',
  );
  const before = structuredClone(given);
  const outputFile = join(folder, 'deep', 'success.ipynb');
  const progress: NotebookProgress[] = [];
  const streamed: string[] = [];
  const run = executeNotebook(given, {
    parameters: { epochs: 8, name: 'MARC' },
    outputFile,
    environment: { LONGTAIL_TEST: 'yes' },
    onProgress: (step) => void progress.push(step),
    onStream: (_, output) => void streamed.push(output),
  });

  test('gives what it published', async () => {
    expect(await run).toMatchObject({
      status: 'succeeded',
      failedCell: null,
      error: null,
      metrics: [{ key: 'marc/T2/MARC/c10', value: 8 }],
      claims: [{ key: 'marc/tail', verdict: 'supported' }],
      figures: [{ layout: { title: { text: '<b>Methods</b>' } } }],
    });
    expect((await run).peakMemoryBytes).toBeGreaterThan(50e6);
  });

  test('runs with the parameters, in the environment, and leaves the given notebook alone', async () => {
    const { cells } = (await run).notebook;
    expect(text(cells[6]!)).toBe('8 MARC\n');
    expect(text(cells[8]!)).toBe('1 yes\n');
    expect(given).toEqual(before);
  });

  test('keeps the expected error as an output, skips what is tagged, and counts and times the rest', async () => {
    const { cells } = (await run).notebook;
    expect(cells[4]).toMatchObject({ execution_count: null, outputs: [] });
    expect(cells[5]!.outputs).toMatchObject([{ output_type: 'error', ename: 'RangeError', evalue: 'wanted' }]);
    const { execution } = cells[6]!.metadata as { execution: Record<string, string> };
    expect(Date.parse(execution['iopub.status.idle']!)).toBeGreaterThanOrEqual(
      Date.parse(execution['iopub.status.busy']!),
    );
    expect(cells.filter((cell) => cell.execution_count).map((cell) => cell.execution_count)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  test('writes the executed notebook', async () => {
    const { notebook: executed } = await run;
    expect(readNotebook(outputFile)).toEqual(executed);
    expect(executed.metadata.longtail).toMatchObject({ exception: false, parameters: { epochs: 8, name: 'MARC' } });
  });

  test('reports its progress', async () => {
    await run;
    expect(progress.map(({ event }) => event)).toEqual([
      'kernel-started',
      ...Array(7).fill(['cell-started', 'cell-ended']).flat(),
    ]);
    expect(progress[1]).toMatchObject({ cell: 1, cellCount: 7, firstLine: expect.stringContaining('import') });
    expect(streamed.join('')).toContain('8 MARC');
  });
});

describe('a notebook that fails', () => {
  test('in a cell stops there, and the saved notebook points to it', async () => {
    const outputFile = join(folder, 'failure.ipynb');
    const run = await executeNotebook(
      notebook('console.log("kept")', markdownCell('text'), 'throw new RangeError("no <b>")', 'console.log("never")'),
      { outputFile },
    );
    expect(run).toMatchObject({
      status: 'failed',
      failedCell: 2,
      error: { kind: 'cell', name: 'RangeError', message: 'no <b>' },
    });
    const { cells } = readNotebook(outputFile);
    expect(cells.map((cell) => cell.metadata.tags ?? [])).toEqual([
      ['longtail-error-banner'],
      [],
      [],
      ['longtail-error-banner'],
      [],
      [],
    ]);
    expect(String(cells[0]!.source)).toContain('RangeError: no &lt;b>');
    expect(text(cells[1]!)).toBe('kept\n');
    expect(cells[4]!.outputs).toMatchObject([{ output_type: 'error', ename: 'RangeError' }]);
    expect(cells[5]!.outputs).toEqual([]);
  });

  test('by its time limit, which a tag may set', async () => {
    const slow = notebook(
      codeCell('await new Promise((resolve) => setTimeout(resolve, 600));', ['timeout=30']),
      'for (;;) {}',
    );
    const run = await executeNotebook(slow, { cellTimeoutSeconds: 0.4 });
    expect(run).toMatchObject({
      failedCell: 1,
      error: { kind: 'cell-timeout', message: 'The cell took longer than its limit of 0.4 s.' },
    });
    expect(run.notebook.cells.at(-1)!.outputs).toMatchObject([{ output_type: 'error' }]);
  });

  test('by the death of its kernel', async () => {
    const run = await executeNotebook(notebook('1', "process.kill(process.pid, 'SIGKILL')"));
    expect(run).toMatchObject({
      failedCell: 1,
      error: { kind: 'kernel-died', message: expect.stringMatching(/SIGKILL after using up to \d+ MiB/) },
    });
  });

  test('by a parameter of the wrong type, for which the declaring cell is blamed', async () => {
    const run = await executeNotebook(notebook('1', codeCell('let epochs = 5;', ['parameters'])), {
      parameters: { epochs: 'many' },
    });
    expect(run).toMatchObject({
      failedCell: 1,
      error: {
        name: 'TypeScriptError',
        message: expect.stringContaining("'string' is not assignable to type 'number'"),
      },
    });
  });

  test('by an error in a timer, long after its cell', async () => {
    const run = await executeNotebook(
      notebook(
        'setTimeout(() => { throw new Error("too late"); }, 100);',
        'await new Promise((resolve) => setTimeout(resolve, 400));',
      ),
    );
    expect(run).toMatchObject({ status: 'failed', error: { kind: 'cell', message: 'too late' } });
  });

  test('by a key that is published twice', async () => {
    const twice = notebook(
      "import { publishMetric } from 'longtail-lab/notebook';",
      "publishMetric('a/b', 1);\npublishMetric('a/b', 2);",
    );
    const run = await executeNotebook(twice);
    expect(run).toMatchObject({
      status: 'failed',
      failedCell: null,
      error: { kind: 'publication', message: expect.stringContaining("'a/b' was published twice") },
    });
  });

  test('because its kernel does not start is a result too', async () => {
    const kernelSpec = { argv: [process.execPath, '-e', 'process.exit(7)', '{connection_file}'] };
    const run = await executeNotebook(notebook('1'), { kernelSpec });
    expect(run).toMatchObject({
      status: 'failed',
      failedCell: null,
      error: { kind: 'kernel-start', message: expect.stringContaining('exit code 7') },
    });
  });

  test('by cancelling keeps what was done', async () => {
    const controller = new AbortController();
    const outputFile = join(folder, 'cancelled.ipynb');
    const run = await executeNotebook(notebook('console.log("kept")', 'for (;;) {}'), {
      outputFile,
      signal: controller.signal,
      onProgress: (step) => {
        if (step.event === 'cell-started' && step.cell === 2) setTimeout(() => controller.abort(), 200);
      },
    });
    expect(run).toMatchObject({ status: 'failed', error: { kind: 'cancelled' } });
    expect(readFileSync(outputFile, 'utf8')).toContain('kept');
  });
});

test('an unknown parameter is refused before a kernel starts', async () => {
  const given = notebook(codeCell('let epochs = 5;', ['parameters']));
  await expect(executeNotebook(given, { parameters: { epoch: 1 } })).rejects.toThrow("did you mean 'epochs'?");
});
