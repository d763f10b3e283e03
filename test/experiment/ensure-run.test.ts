import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { ensureRun, type RunEvent, RunStore, type StageTwoInput } from '../../lib/experiment/index.js';
import { commitRecord, commitWithBank, inventedRecord, madeAtCommit } from './committed-runs.js';
import { smallTraining, temporaryStore } from './small-runs.js';

let engineClass: string;
beforeAll(async () => {
  ({ class: engineClass } = await startEngine());
});

const onCifar = smallTraining({ data: { dataset: 'cifar-10', imbalanceFactor: 100 } });
const onDigits = smallTraining({ epochs: 1 });
const adjusted = (base: typeof onCifar, name = 'marc'): StageTwoInput => ({
  stage: 'two',
  base,
  adjustment: { name, options: name === 'marc' ? { epochs: 2 } : {} },
  seed: 0,
});
/** A folder without any images. */
const dataFolder = mkdtempSync(join(tmpdir(), 'no-data-'));

describe('a stage-two run', () => {
  test('on a committed bank needs no images, and is stored', async () => {
    const store = temporaryStore();
    const base = commitWithBank(store, onCifar, inventedRecord(onCifar, { engineClass }));
    const made = await ensureRun(adjusted(onCifar), { store, dataFolder });
    expect(made).toMatchObject({
      provenance: 'run',
      record: {
        description: 'cifar-10-lt-100 resnet-8 cross-entropy seed-0 marc',
        base: { key: base.key, code: base.identity.code, commit: madeAtCommit, engineClass },
        classCounts: [8, 4, 2],
        parameterCount: { trained: 6, total: 15 },
      },
    });
    expect(made.staleness).toBeUndefined();
    expect(made.record.test.confusion.flat().reduce((a, b) => a + b)).toBe(9);

    const again = await ensureRun(adjusted(onCifar), { store, dataFolder });
    expect(again).toEqual({ ...made, provenance: 'stored' });
  });

  test('on a model without a linear classifier says so, and does not train it again', async () => {
    const store = temporaryStore();
    commitRecord(store, inventedRecord(onDigits, { engineClass }));
    const run = ensureRun(adjusted(onDigits), { store });
    await expect(run).rejects.toThrow('has no feature bank: its classifier is not one linear layer');
    expect(existsSync(store.folder)).toBe(false);
  });

  test('on a bank by today’s code is not stale because other code once confirmed it too', async () => {
    const store = temporaryStore();
    const confirmed = { code: 'c0de'.repeat(16), commit: null, epochs: 1 };
    commitWithBank(store, onCifar, { ...inventedRecord(onCifar, { engineClass }), confirmed });
    const { staleness } = await ensureRun(adjusted(onCifar, 'unadjusted'), { store, dataFolder });
    expect(staleness).toBeUndefined();
  });

  test('on a bank by older code says so, now and when it is found again', async () => {
    const store = temporaryStore();
    commitWithBank(store, onCifar, inventedRecord(onCifar, { engineClass, code: 'c0de'.repeat(16) }));
    const staleness = 'Its stage-one features were made by the code of 0123456, changed since.';
    const made = await ensureRun(adjusted(onCifar, 'unadjusted'), { store, dataFolder });
    expect(made).toMatchObject({ provenance: 'run', staleness });
    commitRecord(store, made.record);
    rmSync(store.folder, { recursive: true });
    rmSync(join(store.results, 'banks'), { recursive: true });
    const found = await ensureRun(adjusted(onCifar, 'unadjusted'), { store: new RunStore(store), dataFolder });
    expect(found).toMatchObject({ provenance: 'committed', staleness });
  });

  test('is made by today’s code where the bank is at hand, though its record is committed', async () => {
    const store = temporaryStore();
    commitWithBank(store, onCifar, inventedRecord(onCifar, { engineClass }));
    commitRecord(store, inventedRecord(adjusted(onCifar, 'unadjusted'), { engineClass, code: 'c0de'.repeat(16) }));
    const made = await ensureRun(adjusted(onCifar, 'unadjusted'), { store, dataFolder });
    expect(made.provenance).toBe('run');
    expect(made.staleness).toBeUndefined();
  });

  test('is made again when another bank has been committed', async () => {
    const store = temporaryStore();
    const base = inventedRecord(onCifar, { engineClass });
    commitWithBank(store, onCifar, base);
    await ensureRun(adjusted(onCifar, 'unadjusted'), { store, dataFolder });
    const { artifacts } = commitWithBank(store, onCifar, base, { scale: 2 });
    const made = await ensureRun(adjusted(onCifar, 'unadjusted'), { store: new RunStore(store), dataFolder });
    expect(made).toMatchObject({ provenance: 'run', record: { base: { bank: artifacts.bank!.sha256 } } });
    const again = await ensureRun(adjusted(onCifar, 'unadjusted'), { store: new RunStore(store), dataFolder });
    expect(again.provenance).toBe('stored');
  });

  test('on a damaged bank ends in the sentence that names the file', async () => {
    const store = temporaryStore();
    const { artifacts } = commitWithBank(store, onCifar, inventedRecord(onCifar, { engineClass }));
    const bank = join(store.results, 'banks', artifacts.bank!.file);
    writeFileSync(bank, 'not what was committed');
    const failure = await ensureRun(adjusted(onCifar), { store, dataFolder }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toBe(
      `${bank} is not the bank that its record names: restore it from the repository or delete it.`,
    );
  });

  test('without bank and without images ends in the sentence of the missing data set', async () => {
    const failure = await ensureRun(adjusted(onCifar), { store: temporaryStore(), dataFolder }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toContain('The data set cifar-10 is not at');
  });
});

describe('the stage-one run of a stage-two run', () => {
  test('is made again when its bank is gone', async () => {
    const store = temporaryStore();
    const base = await ensureRun(onDigits, { store });
    const { bank } = base.record.artifacts;
    rmSync(join(base.file, '..', bank!.file));
    const made = await ensureRun(adjusted(onDigits, 'unadjusted'), { store });
    expect(made.record.test.accuracy).toBe(base.record.test.accuracy);
    expect((await ensureRun(onDigits, { store })).record.artifacts.bank).toEqual(bank);
  });

  test('is made once for all that ask for it at the same time', async () => {
    const store = temporaryStore();
    const starts: string[] = [];
    const options = {
      store,
      onEvent: (event: RunEvent) => void (event.type === 'start' && starts.push(event.description)),
    };
    const names = ['unadjusted', 'weight-normalisation'];
    const runs = await Promise.all(names.map((name) => ensureRun(adjusted(onDigits, name), options)));
    const base = await ensureRun(onDigits, { store });
    expect(runs.map(({ record }) => record.base?.key)).toEqual([base.record.key, base.record.key]);
    const { description } = base.record;
    expect(starts.sort()).toEqual([description, `${description} unadjusted`, `${description} weight-normalisation`]);
  });
});

describe('a fresh run', () => {
  test('is made although a committed record holds it, and then is the one that is found', async () => {
    const store = temporaryStore();
    const committed = inventedRecord(onDigits, { engineClass });
    commitRecord(store, committed);
    expect(await ensureRun(onDigits, { store })).toMatchObject({ provenance: 'committed', record: committed });
    const made = await ensureRun(onDigits, { store, fresh: true });
    expect(made.provenance).toBe('run');
    expect(made.record.classCounts).toHaveLength(10);
    for (const fresh of [true, false])
      expect(await ensureRun(onDigits, { store, fresh })).toEqual({ ...made, provenance: 'stored' });
  });
});
