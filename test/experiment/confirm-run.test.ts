import { beforeAll, describe, expect, test } from 'vitest';
import {
  codeFingerprint,
  confirmRun,
  ensureRun,
  type FoundRun,
  parseConfiguration,
  type RunRecord,
  RunStore,
} from '../../lib/experiment/index.js';
import { readJson, writeJson } from '../../lib/files.js';
import { commitRecord } from './committed-runs.js';
import { smallTraining, temporaryStore } from './small-runs.js';

const store = temporaryStore();
const training = smallTraining({ epochs: 2 });
const configuration = parseConfiguration(training);
const code = codeFingerprint(configuration);
let made: RunRecord;

/** The run as a record that code of another day made, found among the committed ones. */
function recordedByOtherCode(changes: Partial<RunRecord> = {}): FoundRun {
  const record = { ...made, identity: { ...made.identity, code: 'of another day' }, ...changes };
  return { record, provenance: 'stale', file: commitRecord(store, record) };
}

beforeAll(async () => {
  made = (await ensureRun(training, { store: temporaryStore() })).record;
});

describe('a record of other code', () => {
  test('speaks for today’s when the first epoch is the same to the last bit', async () => {
    const run = recordedByOtherCode();
    expect(store.find(configuration, made.identity.engineClass)?.provenance).toBe('stale');
    const { confirmed } = await confirmRun(run);
    expect(confirmed).toMatchObject({ code, epochs: 1 });
    expect(readJson<RunRecord>(run.file).test).toEqual(made.test);
  });

  test('is left as it is when a loss differs in the last bit', async () => {
    const [first, ...rest] = made.curve!;
    const run = recordedByOtherCode({ curve: [{ ...first!, loss: first!.loss * (1 + 2 ** -52) }, ...rest] });
    await expect(confirmRun(run)).rejects.toThrow("is not what today's code trains: the loss of epoch 1");
    expect(readJson<RunRecord>(run.file).confirmed).toBeUndefined();
  });

  test('is not confirmed on another class of engines, nor without a training', async () => {
    const identity = { ...made.identity, engineClass: 'cuda' };
    await expect(confirmRun(recordedByOtherCode({ identity }))).rejects.toThrow('confirm it there');
    await expect(confirmRun(recordedByOtherCode({ curve: undefined }))).rejects.toThrow('trains nothing');
  });

  test('once confirmed is found as such', () => {
    const { file } = recordedByOtherCode();
    const record = readJson<RunRecord>(file);
    writeJson(file, { ...record, confirmed: { code, commit: null, epochs: 1 } });
    const { folder, results } = store;
    const anew = new RunStore({ folder, results });
    expect(anew.find(configuration, made.identity.engineClass)?.provenance).toBe('confirmed');
  });
});
