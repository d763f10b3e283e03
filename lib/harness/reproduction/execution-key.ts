import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationHash, type RunConfiguration, type RunStore } from '../../experiment/index.js';
import { sha256 } from '../../files.js';
import { projectRoot } from '../../project.js';
import type { ParameterValue } from '../notebook/index.js';
import type { RecipeNotebook } from '../recipes.js';

/** What decides, beside the notebook itself, what it publishes. */
export interface ExecutionSurroundings {
  parameters: Readonly<Record<string, ParameterValue>>;
  engineClass: string;
  /** `codeOfPaper`. */
  code: string;
  /** `recordsOf` the paper's runs. */
  records: string;
}

/** Hash of everything that decides what a notebook publishes: where it is the same, the last execution speaks. */
export function executionKey({ file }: Pick<RecipeNotebook, 'file'>, surroundings: ExecutionSurroundings): string {
  const { parameters, engineClass, code, records } = surroundings;
  const source = sha256(readFileSync(file));
  return sha256(JSON.stringify([source, parameters, engineClass, code, records, process.version]));
}

/**
 * Hash of the code that a paper's notebooks can reach: the compiled library, the paper's own modules, the native kernels,
 * the packages, and the printed numbers. Of the library all counts, so that no way of importing is overlooked.
 */
export function codeOfPaper(paper: string, { root = projectRoot }: { root?: string } = {}): string {
  const files = [
    ...compiledIn(join(root, 'dist', 'lib')),
    ...compiledIn(join(root, 'dist', 'notebooks', paper)),
    join(root, 'package-lock.json'),
    join(root, 'build', 'native.node'),
    join(root, 'results', 'targets', `${paper}.json`),
  ].filter(existsSync);
  return sha256(files.map((file) => `${file.slice(root.length)} ${sha256(readFileSync(file))}`).join('\n'));
}

function compiledIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, file))
    .sort();
}

/** Hash of the records that stand for runs at this moment, those that are missing included. */
export function recordsOf(runs: readonly RunConfiguration[], store: RunStore, engineClass: string): string {
  const found = runs.map((configuration) => {
    const { record, staleness } = store.find(configuration, engineClass) ?? {};
    return [configurationHash(configuration), record?.key, record?.startedAt, staleness];
  });
  return sha256(JSON.stringify(found));
}
