import { type EngineName, startEngine } from '../engine/index.js';
import { baseIsAtHand, holdsBase } from './at-hand.js';
import { parseConfiguration, type RunConfiguration, type RunConfigurationInput } from './configuration.js';
import type { RunEvent } from './messages.js';
import { runInWorker } from './run-in-worker.js';
import { type FoundRun, RunStore } from './store.js';

export interface EnsureRunOptions {
  /** Default: a store at `LONGTAIL_STORE` or `.store`. */
  store?: RunStore;
  /** Folder of the data sets. Default: the data room's. */
  dataFolder?: string;
  /** Default: the engine room's choice. */
  engine?: EngineName | 'auto';
  /** Threads of the run's process. Default: the engine room's choice; no number depends on it. */
  threads?: number;
  /** Ignores committed records, so that what they hold is made here. Default false. */
  fresh?: boolean;
  onEvent?: (event: RunEvent) => void;
}

/**
 * The record of a run: found in the local store or in the repository, else made now in another process; a
 * stage-two run has its stage-one run made first, and is made anew where a committed bank allows it.
 *
 * @throws InputError when the configuration or its surroundings do not allow the run.
 */
export async function ensureRun(
  input: RunConfigurationInput | RunConfiguration,
  options: EnsureRunOptions = {},
): Promise<FoundRun> {
  const configuration = parseConfiguration(input);
  const { store = new RunStore(), engine, fresh = false } = options;
  const { class: engineClass } = await startEngine({ engine });
  const found = store.find(configuration, engineClass);
  if (found?.provenance === 'stored' && !baseHasChanged(found, configuration, store, engineClass)) return found;
  // Stage two takes a second where the bank is at hand: then today's code is what should speak.
  if (found && !fresh && !baseIsAtHand(configuration, store, engineClass)) return found;
  if (configuration.stage === 'two') {
    const base = await ensureRun(configuration.base, options);
    // A record may be at hand without its bank or its weights: then stage one has to be made here after all, but for a
    // model without a linear classifier, which has no bank however often it is trained: reading it says so.
    if (!holdsBase(configuration, base, store)) {
      if (!configuration.shiftBatchNorm && !base.record.artifacts.bank) await store.bankOf(base);
      await makeOnce(configuration.base, store, engineClass, options);
    }
  }
  // Read where the worker wrote it: code edited meanwhile would give this process another key.
  const file = await makeOnce(configuration, store, engineClass, options);
  return { ...store.read(configuration, file, engineClass), provenance: 'run' };
}

/** Whether a stored stage-two run started from another bank than the one that is at hand now, such as a newer committed one. */
function baseHasChanged(
  { record }: FoundRun,
  configuration: RunConfiguration,
  store: RunStore,
  engineClass: string,
): boolean {
  if (configuration.stage === 'one') return false;
  const bank = store.find(configuration.base, engineClass)?.record.artifacts.bank;
  return bank !== undefined && record.base?.bank !== bank.sha256;
}

/** What this process has in the making, by folder. */
const making = new Map<string, Promise<string>>();

/** Makes the run, or waits for it where it is already being made for another caller. */
function makeOnce(
  configuration: RunConfiguration,
  store: RunStore,
  engineClass: string,
  options: EnsureRunOptions,
): Promise<string> {
  const folder = store.folderOf(configuration, engineClass);
  const run = making.get(folder) ?? makeInWorker(configuration, store, options).finally(() => making.delete(folder));
  making.set(folder, run);
  return run;
}

function makeInWorker(configuration: RunConfiguration, store: RunStore, options: EnsureRunOptions): Promise<string> {
  const { dataFolder, engine, threads, onEvent } = options;
  const { folder: storeFolder, results: resultsFolder } = store;
  return runInWorker({ configuration, storeFolder, resultsFolder, dataFolder, engine, threads }, { onEvent });
}
