import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { Kernel, KernelFault, readKernelSpec } from '../../../lib/harness/kernel/index.js';
import { projectPath, projectRoot } from '../../../lib/project.js';
import { runCells } from './run-cells.js';

describe('a running kernel', () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await Kernel.launch({ environment: { LONGTAIL_HEADLESS: '1' } });
  });
  afterAll(() => kernel?.shutdown());

  test("works in the project's folder", async () => {
    expect((await runCells(kernel, 'process.cwd()')).stdout).toBe(`${projectRoot}\n`);
  });

  test('shares one TensorFlow.js between cells, the library and danfo.js, without warnings', async () => {
    const run = await runCells(
      kernel,
      `import * as tf from '@tensorflow/tfjs-core';
import * as dfd from 'danfojs-node';
import { showTable } from 'longtail-lab/notebook';
import { classComparisonFigure } from 'longtail-lab/figures';`,
      '(dfd.tensorflow as unknown as typeof tf).engine() === tf.engine()',
    );
    expect(run).toMatchObject({ status: 'ok', stdout: 'true\n', stderr: '' });
  });

  test('checks calls of the library against its types', async () => {
    const run = await runCells(
      kernel,
      "import { publishMetric } from 'longtail-lab/notebook';",
      "publishMetric('a/b', 'text')",
    );
    expect(run.error?.message).toMatch(/Argument of type 'string' is not assignable to parameter of type 'number'/);
  });

  test('what the library shows arrives as display data', async () => {
    const run = await runCells(
      kernel,
      "import { publishMetric as publish } from 'longtail-lab/notebook';",
      "publish('a/b', 1)",
    );
    const shown = run.messages.find(({ header }) => header.msg_type === 'display_data');
    expect(shown?.content.data['application/vnd.longtail.metric.v1+json']).toMatchObject([{ key: 'a/b', value: 1 }]);
  });

  test('completes names with its types', async () => {
    await runCells(kernel, 'const imbalanceFactor = 100;');
    const code = 'imbalanceF';
    expect((await kernel.complete(code, code.length)).matches).toContain('imbalanceFactor');
  });

  test.each([
    ['computes without pause', 'for (;;) {}', /interrupted/i],
    ['waits', 'await new Promise(() => {})', /interrupted/i],
  ])('breaks off a cell that %s, and goes on', async (_, code, message) => {
    const running = kernel.execute(code);
    await sleep(400);
    kernel.interrupt();
    const reply = await running;
    expect(reply.status).toBe('error');
    expect(reply.error?.message).toMatch(message);
    expect((await runCells(kernel, '2 + 2')).stdout).toBe('4\n');
  });

  test('an error that comes after its cell is printed to that cell', async () => {
    const run = await runCells(kernel, 'setTimeout(() => { throw new Error("too late"); }, 50); 1');
    expect(run.status).toBe('ok');
    await sleep(400);
    const late = run.messages.filter(({ content }) => content.name === 'stderr').map(({ content }) => content.text);
    expect(late.join('')).toMatch(/Failed after its cell had ended: .*too late/s);
  });

  test('knows its memory', () => {
    expect(kernel.peakMemoryBytes).toBeGreaterThan(50e6);
  });
});

describe('the end of a kernel', () => {
  test('by its own exit names code and log', async () => {
    const kernel = await Kernel.launch();
    const last = kernel.execute("require('node:fs').writeSync(2, 'last words'); process.exit(3)");
    await expect(last).rejects.toMatchObject({
      kind: 'kernel-died',
      message: expect.stringMatching(/exit code 3.*last words/s),
    });
    await kernel.shutdown();
  });

  test('comes with a time-out error when it is shut down in an endless loop', async () => {
    const kernel = await Kernel.launch();
    const pid = Number((await runCells(kernel, 'process.pid')).stdout);
    await expect(kernel.execute('for (;;) {}', { timeoutSeconds: 0.5 })).rejects.toMatchObject({
      kind: 'cell-timeout',
    });
    await kernel.shutdown();
    expect(isAlive(pid)).toBe(false);
  });

  test('follows the end of its parent, even while it computes', async () => {
    const client = pathToFileURL(projectPath('dist', 'lib', 'harness', 'kernel', 'index.js')).href;
    const script = `
      import { Kernel } from '${client}';
      const kernel = await Kernel.launch();
      await kernel.execute('console.log(process.pid)', { onMessage: (m) => m.content.text && process.stdout.write(m.content.text) });
      kernel.execute('for (;;) {}');`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: projectRoot,
    });
    const [output] = await once(parent.stdout!, 'data');
    const pid = Number(String(output));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let waited = 0; isAlive(pid) && waited < 100; waited++) await sleep(100);
    expect(isAlive(pid)).toBe(false);
  });
});

describe('a kernel that does not start', () => {
  test('is a fault with the last lines of its log', async () => {
    const spec = {
      argv: [process.execPath, '-e', 'console.error("no tslab here"); process.exit(1)', '{connection_file}'],
    };
    const launch = Kernel.launch({ spec });
    await expect(launch).rejects.toBeInstanceOf(KernelFault);
    await expect(launch).rejects.toMatchObject({
      kind: 'kernel-start',
      message: expect.stringMatching(/did not start.*no tslab here/s),
    });
  });

  test('is given up after its time', async () => {
    const spec = { argv: [process.execPath, '-e', 'setInterval(() => {}, 1000)', '{connection_file}'] };
    await expect(Kernel.launch({ spec, startTimeoutSeconds: 0.3 })).rejects.toMatchObject({
      kind: 'kernel-start',
      message: 'The kernel did not answer within 0.3 s.',
    });
  });

  test('for want of a command is a fault too', async () => {
    const spec = { argv: ['/no/such/command', '{connection_file}'] };
    await expect(Kernel.launch({ spec })).rejects.toMatchObject({
      kind: 'kernel-start',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

test("the project's kernel.json names a launcher that exists", () => {
  const { argv } = readKernelSpec();
  expect(argv[0]).toBe(process.execPath);
  expect(existsSync(argv[1]!)).toBe(true);
  expect(() => readKernelSpec('/no/such/kernel.json')).toThrow(InputError);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
