import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saveFeatureBank } from '../../lib/adjustment/index.js';
import { bankFileName } from '../../lib/experiment/bank-file-name.js';
import { identify, type RunIdentity, runKey } from '../../lib/experiment/identity.js';
import {
  describeConfiguration,
  parseConfiguration,
  type RunConfigurationInput,
  type RunRecord,
  type RunStore,
} from '../../lib/experiment/index.js';
import { measure } from '../../lib/experiment/measurements.js';
import { writeJson } from '../../lib/files.js';
import { smallBank } from '../adjustment/small-bank.js';

export const madeAtCommit = '0123456789abcdef0123456789abcdef01234567';

/** A record that nobody made, yet as complete as a real one. */
export function inventedRecord(
  input: RunConfigurationInput,
  { engineClass, ...changes }: Partial<RunIdentity> & { engineClass: string },
): RunRecord {
  const configuration = parseConfiguration(input);
  const identity = { ...identify(configuration, engineClass), ...changes };
  const logits = Float32Array.from([2, 1, 0, 0, 1, 2, 0, 2, 1]);
  const split = measure({ logits, labels: Int32Array.of(0, 1, 2) }, { classCount: 3, weightNorms: [1, 1, 1] });
  return {
    format: 1,
    key: runKey(identity),
    description: describeConfiguration(configuration),
    identity,
    configuration,
    commit: { hash: madeAtCommit, modified: false },
    engine: { name: 'native', device: 'Test CPU', instructionSet: 'avx2', threads: 2, versions: {} },
    environment: { node: 'v20.0.0', platform: 'linux x64', processor: 'Test CPU' },
    startedAt: '2026-03-04T05:06:07.000Z',
    seconds: 12,
    peakMemoryBytes: 1e8,
    classCounts: [8, 4, 2],
    parameterCount: { trained: 15, total: 15 },
    classWeightNorms: [1, 1, 1],
    train: split,
    test: split,
    artifacts: {},
  };
}

/** Puts a record among the committed ones. @returns its file. */
export function commitRecord(store: RunStore, record: RunRecord): string {
  const file = join(store.results, 'records', 'cpu', `${record.key.slice(0, 12)}.json`);
  writeJson(file, record);
  return file;
}

/** Writes a small feature bank. @returns what a record says of it. */
export function writeBank(
  folder: string,
  input: RunConfigurationInput,
  { scale = 1 } = {},
): { file: string; sha256: string } {
  const configuration = parseConfiguration(input);
  if (configuration.stage === 'two') throw new Error('only stage one has a bank');
  const file = bankFileName(configuration);
  saveFeatureBank(join(folder, file), smallBank({ classCounts: [8, 4, 2], scale }), { features: 'F16' });
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  return { file, sha256 };
}

/** Commits a stage-one record with its bank. */
export function commitWithBank(
  store: RunStore,
  input: RunConfigurationInput,
  record: RunRecord,
  { scale = 1 } = {},
): RunRecord {
  const bank = writeBank(join(store.results, 'banks'), input, { scale });
  const complete = { ...record, artifacts: { bank } };
  commitRecord(store, complete);
  return complete;
}
