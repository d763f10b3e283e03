import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, it } from 'vitest';
import { currentEngine, type EngineName, engineNames, startEngine, surveyEngines } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { projectPath } from '../../lib/project.js';

afterEach(() => {
  for (const name of ['LONGTAIL_ENGINE', 'LONGTAIL_THREADS', 'LONGTAIL_ISA']) delete process.env[name];
});

it('has no current engine before the first start', () => {
  expect(() => currentEngine()).toThrow(InputError);
});

it('surveys every engine with a sentence', async () => {
  const survey = await surveyEngines();
  expect(survey.map(({ name }) => name)).toEqual([...engineNames]);
  for (const { detail } of survey) expect(detail).toMatch(/^[A-Z@].*\.$/s);
  expect(survey.find(({ name }) => name === 'wasm')).toMatchObject({ available: true });
});

it('starts the named engine and makes it the one that computes', async () => {
  for (const engine of ['wasm', 'native'] as const) {
    const description = await startEngine({ engine, threads: 2 });
    expect(description).toMatchObject({ name: engine, class: engine, threads: engine === 'wasm' ? 1 : 2 });
    expect(currentEngine()).toEqual(description);
    expect(tf.getBackend()).toBe(engine);
  }
});

it('takes engine and threads from the environment, options first', async () => {
  process.env.LONGTAIL_ENGINE = 'wasm';
  expect((await startEngine()).name).toBe('wasm');
  expect((await startEngine({ engine: 'native', threads: 1 })).threads).toBe(1);
  process.env.LONGTAIL_ENGINE = 'native';
  process.env.LONGTAIL_THREADS = '3';
  expect(await startEngine()).toMatchObject({ name: 'native', threads: 3 });
});

it.each([
  [{ engine: 'cuda' as EngineName }, "unknown engine 'cuda': choose auto, tensorflow, webgpu, native, wasm"],
  [{ threads: 0 }, 'The option threads must be a whole number'],
  [{ threads: 1.5 }, 'The option threads must be a whole number'],
])('refuses %j with a reason', async (options, reason) => {
  await expect(startEngine(options)).rejects.toThrow(InputError);
  await expect(startEngine(options)).rejects.toThrow(reason);
});

it('names the variable that is wrong', async () => {
  process.env.LONGTAIL_ENGINE = 'gpu';
  await expect(startEngine()).rejects.toThrow("LONGTAIL_ENGINE names an unknown engine 'gpu'");
  process.env.LONGTAIL_ENGINE = 'native';
  process.env.LONGTAIL_THREADS = 'two';
  await expect(startEngine()).rejects.toThrow('LONGTAIL_THREADS must be a whole number');
  process.env.LONGTAIL_THREADS = '2';
  process.env.LONGTAIL_ISA = 'sse2';
  await expect(startEngine()).rejects.toThrow('LONGTAIL_ISA asks for sse2');
});

/** Runs the compilation step of the installation into a folder of its own. */
function compileInto(folder: string, environment: NodeJS.ProcessEnv): string {
  const script = projectPath('dist', 'lib', 'engine', 'native', 'compile.js');
  return execFileSync(process.execPath, [script, folder], { env: environment, encoding: 'utf8' });
}

it('installs without a compiler, and with one that fails, in a sentence each', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longtail-compile-'));
  try {
    expect(compileInto(folder, { PATH: '' })).toMatch(
      /^No C\+\+ compiler was found.*15 times slower: install g\+\+.*\.\n$/,
    );
    // Answers --version like a compiler, and compiles nothing.
    expect(compileInto(folder, { PATH: '', CXX: process.execPath })).toMatch(/^v\d+.* refused the sources, .*\n/);
    expect(existsSync(join(folder, 'native.node'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
