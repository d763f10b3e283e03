import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { type FoundRun, parseConfiguration, RunStore } from '../../lib/experiment/index.js';
import { writeFileSafely, writeJson } from '../../lib/files.js';
import { projectPath } from '../../lib/project.js';
import { commitRecord, inventedRecord, writeBank } from './committed-runs.js';
import { smallTraining, temporaryStore } from './small-runs.js';

const engineClass = 'native';
const training = smallTraining({ data: { dataset: 'cifar-10', imbalanceFactor: 100 } });
const configuration = parseConfiguration(training);
const otherCode = 'c0de'.repeat(16);

let store: RunStore;
beforeEach(() => {
  store = temporaryStore();
});

const find = () => store.find(configuration, engineClass);

describe('the folder of the local store', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each([
    ['', projectPath('.store')],
    ['runs of mine', resolve('runs of mine')],
  ])('is for LONGTAIL_STORE="%s" the same wherever a process starts', (value, folder) => {
    vi.stubEnv('LONGTAIL_STORE', value);
    expect(new RunStore().folder).toBe(folder);
  });
});

describe('a committed record', () => {
  test('by the code that stands here is found as committed', () => {
    const record = inventedRecord(training, { engineClass });
    const file = commitRecord(store, record);
    expect(find()).toEqual({ record, file, provenance: 'committed' });
  });

  test('by other code is stale and names its commit', () => {
    const record = inventedRecord(training, { engineClass, code: otherCode });
    commitRecord(store, record);
    expect(find()).toMatchObject({
      record,
      provenance: 'stale',
      staleness: 'Made by the code of 0123456, changed since.',
    });
  });

  test('from outside a git checkout is stale by an unknown commit', () => {
    const record = inventedRecord(training, { engineClass, code: otherCode });
    commitRecord(store, { ...record, commit: { hash: null, modified: false } });
    expect(find()?.staleness).toBe('Made by the code of an unknown commit, changed since.');
  });

  test('of another class of engines is stale and names it', () => {
    commitRecord(store, inventedRecord(training, { engineClass: 'tensorflow-gpu' }));
    expect(find()).toMatchObject({ provenance: 'stale', staleness: 'Made on the engine tensorflow-gpu.' });
  });

  test('that differs in both says both', () => {
    commitRecord(store, inventedRecord(training, { engineClass: 'wasm', code: otherCode }));
    expect(find()?.staleness).toBe('Made by the code of 0123456, changed since and on the engine wasm.');
  });

  test('that differs least is taken: today’s code and engine, then older code, then another engine', () => {
    const exact = inventedRecord(training, { engineClass });
    const older = inventedRecord(training, { engineClass, code: otherCode });
    const elsewhere = inventedRecord(training, { engineClass: 'wasm' });
    for (const [records, best] of [
      [[elsewhere, older, exact], exact],
      [[elsewhere, older], older],
    ] as const) {
      store = temporaryStore();
      for (const record of records) commitRecord(store, record);
      expect(find()?.record.key).toBe(best.key);
    }
  });

  test('of another configuration, or of other images, is none', () => {
    commitRecord(store, inventedRecord({ ...training, seed: 1 }, { engineClass }));
    commitRecord(store, inventedRecord(training, { engineClass, data: otherCode }));
    expect(find()).toBeNull();
  });
});

describe('a record of the local store', () => {
  const localFile = () => join(store.folderOf(configuration, engineClass), 'record.json');

  test('is preferred to a committed one', () => {
    const record = inventedRecord(training, { engineClass });
    commitRecord(store, record);
    writeJson(localFile(), { ...record, seconds: 99 });
    expect(find()).toMatchObject({ provenance: 'stored', file: localFile(), record: { seconds: 99 } });
  });

  test('completes its run, whose checkpoint is given up', () => {
    const folder = store.folderOf(configuration, engineClass);
    writeFileSafely(join(folder, 'checkpoint.safetensors'), 'state');
    const record = inventedRecord(training, { engineClass });
    expect(store.complete(folder, record)).toBe(localFile());
    expect(find()).toEqual({ record, provenance: 'stored', file: localFile() });
    expect(() => rmSync(join(folder, 'checkpoint.safetensors'))).toThrow('ENOENT');
  });

  test.each([
    ['is not JSON', '{"format": 1,', 'is not valid JSON'],
    ['holds something else', '{"format": 1}', 'is not a run record (key: '],
    ['is of another format', '{"format": 2}', 'is not a run record (format: '],
  ])('that %s is refused in a sentence with its path', (_, content, sentence) => {
    writeFileSafely(localFile(), content);
    expect(find).toThrow(InputError);
    expect(find).toThrow(`${localFile()} ${sentence}`);
    expect(find).toThrow('restore it or delete it.');
  });

  test('is kept by engine class: another class does not find it', () => {
    writeJson(localFile(), inventedRecord(training, { engineClass }));
    expect(store.find(configuration, 'wasm')).toBeNull();
  });
});

test('a damaged committed record is refused in a sentence with its path', () => {
  const file = join(store.results, 'records', 'cpu', 'damaged.json');
  writeFileSafely(file, '{}');
  expect(find).toThrow(InputError);
  expect(find).toThrow(`${file} is not a run record`);
});

describe('a feature bank', () => {
  function foundWithBank(folder: string): FoundRun & { bank: string } {
    const record = inventedRecord(training, { engineClass });
    const bank = writeBank(folder, training);
    const file = commitRecord(store, { ...record, artifacts: { bank } });
    return { ...find()!, file, bank: join(folder, bank.file) };
  }

  test('is read from among the committed ones', async () => {
    const run = foundWithBank(join(store.results, 'banks'));
    expect(store.hasBank(run)).toBe(true);
    expect((await store.bankOf(run)).classCounts).toEqual([8, 4, 2]);
  });

  test('is read from beside its record', async () => {
    const run = foundWithBank(join(store.results, 'records', 'cpu'));
    expect(store.hasBank(run)).toBe(true);
    expect((await store.bankOf(run)).featureSize).toBe(4);
  });

  test('that is not at hand is told with its run', async () => {
    const run = foundWithBank(join(store.results, 'banks'));
    rmSync(run.bank);
    expect(store.hasBank(run)).toBe(false);
    await expect(store.bankOf(run)).rejects.toThrow(InputError);
    await expect(store.bankOf(run)).rejects.toThrow(
      /The feature bank cifar-10-lt-100_\S+\.safetensors of "cifar-10-lt-100 resnet-8 [^"]+" is not at hand: make the run again with --fresh\./,
    );
  });

  test('other than the one that its record names is refused', async () => {
    const run = foundWithBank(join(store.results, 'banks'));
    writeFileSync(run.bank, 'features of some other model');
    await expect(store.bankOf(run)).rejects.toThrow(InputError);
    await expect(store.bankOf(run)).rejects.toThrow(`${run.bank} is not the bank that its record names`);
  });

  test('is missing from a record without one', async () => {
    commitRecord(store, inventedRecord(training, { engineClass }));
    expect(store.hasBank(find()!)).toBe(false);
    await expect(store.bankOf(find()!)).rejects.toThrow('has no feature bank: its classifier is not one linear layer');
  });
});
