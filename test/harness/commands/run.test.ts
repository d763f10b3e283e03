import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import type { RunRecord } from '../../../lib/experiment/index.js';
import { runCommand } from '../../../lib/harness/commands/run.js';
import { smallTraining } from '../../experiment/small-runs.js';
import { longtail } from './longtail.js';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-run-'));
  file = join(folder, 'run.json');
  writeFileSync(file, JSON.stringify(smallTraining()));
});

const run = (...parameters: string[]) => longtail(['run', ...parameters], { LONGTAIL_STORE: join(folder, 'store') });

describe('the run command', () => {
  test('makes the run with the changed fields and prints its record, then finds it again', async () => {
    const changes = ['--set', 'epochs=1', '--set', 'data.imbalanceFactor=50', '--set', 'loss.name=focal'];
    const made = await run(file, ...changes, '--json');
    expect(made.code).toBe(0);
    const record = JSON.parse(made.stdout) as RunRecord;
    expect(record).toMatchObject({
      description: 'digits-lt-50 resnet-8 focal seed-0',
      configuration: { epochs: 1, data: { imbalanceFactor: 50 }, loss: { name: 'focal', options: { gamma: 1 } } },
    });
    expect(record.curve).toHaveLength(1);
    // A program reads standard output; people watch standard error.
    expect(made.stderr).toContain('epoch 1 of 1, test accuracy');
    expect(made.stderr.match(/^(Native|WebAssembly|WebGPU|TensorFlow)/gm)).toHaveLength(1);

    const { code, stdout } = await run(file, ...changes);
    expect(code).toBe(0);
    expect(stdout).toContain('digits-lt-50 resnet-8 focal seed-0 (stored)');
    expect(stdout).toMatch(/^\d+ s, \d+ MB peak memory/m);
    expect(stdout).toContain(`test accuracy ${(100 * record.test.accuracy).toFixed(1)} %, macro F1`);
    expect(stdout.match(/^\d +\d+ +[\d.]+ %/gm)).toHaveLength(10);
    expect(stdout.trimEnd()).toMatch(/record\.json$/);
    expect(stdout).toContain(join(folder, 'store'));
  });

  test('refuses an unknown field in one sentence without a stack', async () => {
    const { code, stdout, stderr } = await run(file, '--set', 'epoch=3');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^longtail: [^\n]+unknown key "epoch": did you mean "epochs"\?[^\n]+\n$/);
  });

  const refusal = (path: string, ...set: string[]) =>
    runCommand(path, { set, tier: 'quick' }).catch((error: unknown) => error);

  test.each([
    ['an unknown field deeper down', 'optimizer.momentun=0.5', 'did you mean "momentum"?'],
    ['a value out of range', 'epochs=-1', 'cannot be used at "epochs"'],
    ['a field inside a value', 'epochs.first=1', '"epochs.first" cannot be set: "epochs" holds a single value.'],
    ['no value', 'epochs', '"epochs" sets nothing: write --set path=value'],
  ])('refuses %s', async (_, assignment, sentence) => {
    const error = (await refusal(file, assignment)) as Error;
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain(sentence);
  });

  test.each(['null', '[1]', '"text"'])('refuses a file that holds %s', async (content) => {
    const other = join(folder, 'other.json');
    writeFileSync(other, content);
    const error = (await refusal(other, 'epochs=1')) as Error;
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain(`${other} does not hold a run configuration: `);
  });

  test('refuses a number of seeds beside a file, which names its own', async () => {
    const error = await runCommand(file, { set: [], tier: 'quick', seeds: 3 }).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toBe(
      `${file} names its seed itself, so that --seeds means nothing: use --set seed=1.`,
    );
  });

  test('refuses a file that is missing', async () => {
    const missing = join(folder, 'missing.json');
    const error = (await refusal(missing)) as Error;
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toBe(`Cannot read ${missing}: there is no such file or folder.`);
  });
});
