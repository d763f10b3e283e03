import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type EngineName, startEngine } from '../../engine/index.js';
import {
  configurationHash,
  type FoundRun,
  parseRecord,
  type RunRecord,
  RunStore,
  stageOneOf,
  type Tier,
} from '../../experiment/index.js';
import { readJson, writeJson } from '../../files.js';
import { type RecipeNotebook, recipeNotebooks } from '../recipes.js';
import { copySafely } from './copy-safely.js';
import { plannedRuns, withBases } from './make-runs.js';

export interface KeepRecordsOptions {
  tier: Tier;
  seeds?: number;
  /** The engine that made the runs. Default: the engine room's choice. */
  engine?: EngineName | 'auto';
  /** Where runs lie and where they are kept. Default: the local store and `results` of the project. */
  store?: RunStore;
}

/**
 * Copies the records of the notebooks' runs, and of the stage-one runs that these start from, from the local store into
 * `results/records/<tier>`, and the feature banks that the quick tier of any paper builds on into `results/banks`. The
 * quick tier itself keeps none: its runs take seconds. An earlier record goes only when what takes its place is there.
 *
 * @returns the files written.
 * @throws InputError when a record among those kept is none, or a place cannot be written.
 */
export async function keepRecords(
  notebooks: RecipeNotebook[],
  { tier, seeds, engine, store = new RunStore() }: KeepRecordsOptions,
): Promise<string[]> {
  if (tier === 'quick') return [];
  const { class: engineClass } = await startEngine({ engine });
  const folder = join(store.results, 'records', tier);
  const runs = withBases(plannedRuns(notebooks, { tier, seeds }))
    .map((configuration) => store.find(configuration, engineClass))
    .filter((run) => run?.provenance === 'stored') as FoundRun[];
  const banksWanted = await banksOfQuickTier();
  const keptBefore = recordsIn(folder);
  return runs.flatMap((run) => {
    const { configuration } = run.record.identity;
    // The bank first: a record must not name one that is not there.
    const bank = banksWanted.has(configuration) ? keepBank(run, join(store.results, 'banks')) : [];
    const file = join(folder, `${basename(dirname(run.file))}.json`);
    writeJson(file, run.record);
    for (const earlier of keptBefore.get(configuration) ?? [])
      if (earlier.record.key !== run.record.key) rmSync(earlier.file, { force: true });
    return [file, ...bank];
  });
}

/** The models whose features the quick tier reads, by the hash of their configuration. */
async function banksOfQuickTier(): Promise<Set<string>> {
  const secondStages = plannedRuns(await recipeNotebooks(), { tier: 'quick' }).filter(({ stage }) => stage === 'two');
  return new Set(secondStages.map((run) => configurationHash(stageOneOf(run))));
}

function keepBank({ record, file }: FoundRun, folder: string): string[] {
  const { bank } = record.artifacts;
  if (!bank) return [];
  const copy = join(folder, basename(bank.file));
  copySafely(join(dirname(file), bank.file), copy);
  return [copy];
}

/** The records of a folder by the hash of their configuration, of which other code or engines may have made several. */
function recordsIn(folder: string): Map<string, { file: string; record: RunRecord }[]> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const records = new Map<string, { file: string; record: RunRecord }[]>();
  for (const file of names.map((name) => join(folder, name))) {
    const record = parseRecord(readJson(file), file);
    const { configuration } = record.identity;
    records.set(configuration, [...(records.get(configuration) ?? []), { file, record }]);
  }
  return records;
}
