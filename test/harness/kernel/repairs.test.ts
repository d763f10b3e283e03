import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kernel } from '../../../lib/harness/kernel/index.js';
import { projectPath } from '../../../lib/project.js';
import { launchStock, runCells } from './run-cells.js';

/** Both kernels start here, as Jupyter starts a kernel in its notebook's folder. */
let folder: string;
let stock: Kernel;
let ours: Kernel;

beforeAll(async () => {
  mkdirSync(projectPath('.cache'), { recursive: true });
  folder = mkdtempSync(projectPath('.cache', 'kernel-test-'));
  [stock, ours] = await Promise.all([launchStock({ folder }), Kernel.launch({ folder })]);
});

afterAll(async () => {
  await Promise.all([stock?.shutdown(), ours?.shutdown()]);
  rmSync(folder, { recursive: true, force: true });
});

interface Repair {
  name: string;
  cells: string[];
  stockSays: RegExp;
  prints: string;
}

const repairs: Repair[] = [
  {
    name: 'shorthand properties with names of earlier cells',
    cells: ['const epochs = 3;', 'console.log(JSON.stringify({ epochs }))'],
    stockSays: /ReferenceError: epochs is not defined/,
    prints: '{"epochs":3}\n',
  },
  {
    name: 'destructuring with renaming and nesting',
    cells: [
      'const settings = { alpha: 1, inner: { beta: 2 } };',
      'const { alpha: first, inner: { beta } } = settings; console.log(first, beta)',
    ],
    stockSays: /SyntaxError/,
    prints: '1 2\n',
  },
  {
    name: 'await before brackets, with its type',
    cells: ['const six = await (Promise.resolve(6));', 'console.log(six.toFixed(1))'],
    stockSays: /./,
    prints: '6.0\n',
  },
  {
    name: 'for await outside functions',
    cells: ['for await (const seven of [Promise.resolve(7)]) console.log(seven)'],
    stockSays: /SyntaxError/,
    prints: '7\n',
  },
  {
    name: 'narrowing of unions, which needs strict options',
    cells: [
      'type Result = { ok: true; value: number } | { ok: false; error: Error };\nconst find = (): Result => ({ ok: true, value: 8 });',
      'const found = find();\nif (!found.ok) throw found.error;\nconsole.log(found.value)',
    ],
    stockSays: /Property 'error' does not exist/,
    prints: '8\n',
  },
  {
    name: 'the library of ES2023',
    cells: ['console.log([1, 2, 3].findLast((value) => value < 3))'],
    stockSays: /Property 'findLast' does not exist/,
    prints: '2\n',
  },
  {
    name: 'imports from outside the folder of the notebook',
    cells: ["import { mimeTypes } from 'longtail-lab/notebook';", 'console.log(mimeTypes.text)'],
    stockSays: /Cannot find module 'longtail-lab\/notebook'/,
    prints: 'text/plain\n',
  },
];

describe.each(repairs)('$name', ({ cells, stockSays, prints }) => {
  test('stock tslab fails', async () => {
    const run = await runCells(stock, ...cells);
    expect(run.status).not.toBe('ok');
    if (run.status === 'error') expect(run.stderr).toMatch(stockSays);
  });

  test('ours runs them', async () => {
    expect(await runCells(ours, ...cells)).toMatchObject({ status: 'ok', stdout: prints });
  });
});

describe('errors', () => {
  test('stock tslab sends no error message and turns the next cell away', async () => {
    const failed = await stock.execute('throw new RangeError("no")');
    expect(failed).toMatchObject({ status: 'error', error: null });
    expect((await stock.execute('1')).status).toBe('abort');
    await sleep(250);
  });

  test('ours names the error, announces the cell, and runs the next', async () => {
    const failed = await ours.execute('throw new RangeError("no")');
    expect(failed).toMatchObject({ status: 'error', error: { name: 'RangeError', message: 'no' } });
    const next = await runCells(ours, '1 + 1');
    expect(next).toMatchObject({ status: 'ok', stdout: '2\n', executionCount: failed.executionCount! + 1 });
    expect(next.messages[0]).toMatchObject({
      header: { msg_type: 'execute_input' },
      content: { code: '1 + 1', execution_count: next.executionCount },
    });
  });

  test('a type error gives its position, and the cell does not run', async () => {
    const run = await runCells(ours, 'console.log("ran");\nconst n: number = "text";');
    expect(run.stdout).toBe('');
    expect(run.error).toMatchObject({
      name: 'TypeScriptError',
      message: expect.stringMatching(/^2:7 - Type 'string'/),
    });
  });

  test('what a cell wrote arrives before the next queued cell is through', async () => {
    let written = Number.POSITIVE_INFINITY;
    const onMessage = ({ header }: { header: { msg_type: string } }) => {
      if (header.msg_type === 'stream') written = Math.min(written, Date.now());
    };
    const first = ours.execute('console.log("first")', { onMessage });
    const second = ours.execute('const end = Date.now() + 600; while (Date.now() < end);');
    await Promise.all([first, second]);
    expect(Date.now() - written).toBeGreaterThan(300);
  });

  test('an error is shown at its own cell, not at the one before it in the queue', async () => {
    const before: string[] = [];
    const onMessage = ({ header }: { header: { msg_type: string } }) => void before.push(header.msg_type);
    await Promise.all([ours.execute('console.log("fine")', { onMessage }), ours.execute('throw new Error("second")')]);
    expect(before).toEqual(['execute_input', 'stream']);
  });

  test('cells that were queued behind a failing one are aborted', async () => {
    const queued = ['await Promise.reject(new Error("first"))', 'console.log("second")'].map((code) =>
      ours.execute(code),
    );
    expect((await Promise.all(queued)).map(({ status }) => status)).toEqual(['error', 'aborted']);
  });
});

describe('rejections that nobody handles', () => {
  const code = 'Promise.reject(new Error("forgotten")); 1';

  test('stock tslab counts the cell as executed', async () => {
    expect((await runCells(stock, code)).status).toBe('ok');
  });

  test('ours fails the cell', async () => {
    expect(await runCells(ours, code)).toMatchObject({
      status: 'error',
      error: { name: 'Error', message: 'forgotten' },
    });
  });
});

describe('an edited module', () => {
  /** Runs cells until the kernel has seen the edit of `inner`, then tells what its importer `outer` gives. */
  async function outerAfterEdit(kernel: Kernel, path: string): Promise<string> {
    const code = `import { inner } from '${path}inner.js';\nimport { outer } from '${path}outer.js';\nconsole.log(inner, outer);`;
    writeFileSync(join(folder, 'inner.ts'), "export const inner: string = 'old';\n");
    writeFileSync(join(folder, 'outer.ts'), "import { inner } from './inner.js';\nexport const outer = inner;\n");
    expect((await runCells(kernel, code)).stdout).toBe('old old\n');
    writeFileSync(join(folder, 'inner.ts'), "export const inner: string = 'edited';\n");
    for (;;) {
      const [inner, outer] = (await runCells(kernel, code)).stdout.trim().split(' ');
      if (inner === 'edited') return outer!;
      await sleep(200);
    }
  }

  test('stock tslab keeps the old one in its importers', async () => {
    expect(await outerAfterEdit(stock, './')).toBe('old');
  });

  test('ours reloads the importers', async () => {
    expect(await outerAfterEdit(ours, `./.cache/${basename(folder)}/`)).toBe('edited');
  });
});

describe('a burst of output', () => {
  const code = 'for (let line = 0; line < 5000; line++) console.log(line)';
  const lines = (stdout: string) => stdout.split('\n').length - 1;

  test('ours keeps every line in order', async () => {
    const { stdout } = await runCells(ours, code);
    expect(lines(stdout)).toBe(5000);
    expect(stdout.endsWith('4998\n4999\n')).toBe(true);
  });

  test('stock tslab loses lines', async () => {
    let stdout = '';
    // Not awaited: the message that the cell has ended is among those that get lost.
    const onMessage = ({ content }: { content: { text?: string } }) => {
      stdout += content.text ?? '';
    };
    stock.execute(code, { onMessage }).catch(() => {});
    await sleep(1500);
    expect(lines(stdout)).toBeGreaterThan(0);
    expect(lines(stdout)).toBeLessThan(5000);
  });
});
