import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type EngineName, startEngine } from '../../engine/index.js';
import { configurationHash, type RunRecord, RunStore, stageOneOf, type Tier } from '../../experiment/index.js';
import { readJson, writeJson } from '../../files.js';
import { projectPath } from '../../project.js';
import { type RecipeNotebook, recipeNotebooks } from '../recipes.js';
import { plannedRuns, withBases } from './make-runs.js';

export interface KeepRecordsOptions {
  tier: Tier;
  seeds?: number;
  /** The engine that made the runs. Default: the engine room's choice. */
  engine?: EngineName | 'auto';
}

/**
 * Copies the records of the notebooks' runs, and of the stage-one runs that these start from, from the local store into
 * `results/records/<tier>`, and the feature banks that the quick tier of any paper builds on into `results/banks`. The quick tier itself keeps none: its runs take seconds.
 *
 * @returns the files written.
 */
export async function keepRecords(
  notebooks: RecipeNotebook[],
  { tier, seeds, engine }: KeepRecordsOptions,
): Promise<string[]> {
  if (tier === 'quick') return [];
  const { class: engineClass } = await startEngine({ engine });
  const store = new RunStore();
  const banksWanted = new Set(
    plannedRuns(await recipeNotebooks(), { tier: 'quick' })
      .filter((run) => run.stage === 'two')
      .map((run) => configurationHash(stageOneOf(run))),
  );
  const written: string[] = [];
  for (const configuration of withBases(plannedRuns(notebooks, { tier, seeds }))) {
    const run = store.find(configuration, engineClass);
    if (run?.provenance !== 'stored') continue;
    const folder = dirname(run.file);
    removeEarlier(tier, run.record);
    const record = projectPath('results', 'records', tier, `${basename(folder)}.json`);
    writeJson(record, run.record);
    written.push(record);
    const { bank } = run.record.artifacts;
    if (bank && banksWanted.has(configurationHash(configuration))) {
      const copy = projectPath('results', 'banks', bank.file);
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(join(folder, bank.file), copy);
      written.push(copy);
    }
  }
  return written;
}

/** A record of the same configuration by older code gives way to the new one. */
function removeEarlier(tier: Tier, { identity, key }: RunRecord): void {
  const folder = projectPath('results', 'records', tier);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const earlier = readJson<RunRecord>(join(folder, name));
    if (earlier.identity.configuration === identity.configuration && earlier.key !== key) rmSync(join(folder, name));
  }
}
