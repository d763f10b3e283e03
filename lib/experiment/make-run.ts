import { join } from 'node:path';
import { currentEngine, type EngineName, engineMemory, startEngine } from '../engine/index.js';
import { InputError } from '../errors.js';
import { bankFileName } from './bank-file-name.js';
import { describeConfiguration, type RunConfiguration, type StageTwoConfiguration } from './configuration.js';
import { identify, runKey } from './identity.js';
import { acquireLock } from './lock.js';
import type { RunEvent } from './messages.js';
import { currentCommit, currentEnvironment } from './provenance.js';
import type { RunRecord } from './record.js';
import { runStageOne } from './stage-one.js';
import { runStageTwo } from './stage-two.js';
import type { FoundRun, RunStore } from './store.js';

export interface MakeRunOptions {
  /** Folder of the data sets. Default: the data room's. */
  dataFolder?: string;
  /** Default: the engine room's choice. */
  engine?: EngineName | 'auto';
  /** Default: the engine room's choice; no number depends on it. */
  threads?: number;
  onEvent?: (event: RunEvent) => void;
}

/**
 * Makes a run in this process and stores its record: training resumes from its checkpoint, stage two starts from the
 * bank of its stage-one run, which must be there.
 *
 * @throws InputError when another process makes the same run, the data are missing or wrong, or the loss diverges; what
 * was stored before stays.
 */
export async function makeRun(
  configuration: RunConfiguration,
  store: RunStore,
  { dataFolder, engine, threads, onEvent = () => {} }: MakeRunOptions = {},
): Promise<FoundRun> {
  const description = describeConfiguration(configuration);
  await startEngine({ engine, threads });
  const { class: engineClass, detail, ...engineUsed } = currentEngine();
  const folder = store.folderOf(configuration, engineClass);
  const release = acquireLock(join(folder, 'lock'), `The run "${description}"`);
  const startedAt = new Date();
  try {
    onEvent({ type: 'start', description, engine: detail });
    const identity = identify(configuration, engineClass);
    const results =
      configuration.stage === 'one'
        ? await runStageOne(configuration, { folder, bankFile: bankFileName(configuration), dataFolder, onEvent })
        : await onBaseOf(configuration, store, { engineClass, dataFolder });
    const record: RunRecord = {
      format: 1,
      key: runKey(identity),
      description,
      identity,
      configuration,
      commit: currentCommit(),
      engine: engineUsed,
      environment: currentEnvironment(),
      startedAt: startedAt.toISOString(),
      seconds: (Date.now() - startedAt.getTime()) / 1000,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      tensorPeakBytes: engineMemory().poolPeakBytes,
      ...results,
    };
    return { record, provenance: 'run', file: store.complete(folder, record) };
  } finally {
    release();
  }
}

async function onBaseOf(
  configuration: StageTwoConfiguration,
  store: RunStore,
  { engineClass, dataFolder }: { engineClass: string; dataFolder?: string },
) {
  const run = store.find(configuration.base, engineClass);
  if (!run) {
    const description = describeConfiguration(configuration.base);
    throw new InputError(`The stage-one run "${description}" has not been made: make it first.`);
  }
  const { key, identity, confirmed, commit, artifacts } = run.record;
  const { engineClass: madeBy } = identity;
  // A confirmed base has the code that confirmed it, every other the code that made it.
  const code = run.provenance === 'confirmed' ? confirmed!.code : identity.code;
  return {
    base: { key, code, commit: commit.hash, engineClass: madeBy, bank: artifacts.bank?.sha256 },
    ...(await runStageTwo(configuration, {
      bank: () => store.bankOf(run),
      weights: () => store.weightsOf(run),
      dataFolder,
    })),
  };
}
