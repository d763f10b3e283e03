import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainSystemError, InputError } from '../../errors.js';
import { configurationHash, type RunConfiguration, type RunStore } from '../../experiment/index.js';
import { sha256 } from '../../files.js';
import { projectRoot } from '../../project.js';
import type { ParameterValue } from '../notebook/index.js';
import type { RecipeNotebook } from '../recipes.js';
import { withBases } from './make-runs.js';

/** What decides, beside the notebook itself, what it publishes. */
export interface ExecutionSurroundings {
  parameters: Readonly<Record<string, ParameterValue>>;
  engineClass: string;
  /** `codeOfPaper`. */
  code: string;
  /** `recordsOf` the paper's runs. */
  records: string;
}

/**
 * Hash of everything that decides what a notebook publishes: where it is the same, the last execution speaks.
 *
 * @throws InputError when the notebook cannot be read.
 */
export function executionKey({ file }: Pick<RecipeNotebook, 'file'>, surroundings: ExecutionSurroundings): string {
  const { parameters, engineClass, code, records } = surroundings;
  const source = sha256(readSource(file));
  return sha256(JSON.stringify([source, parameters, engineClass, code, records, process.version]));
}

function readSource(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw explainSystemError(error, 'read', file);
  }
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

/**
 * Hash of the records that stand for runs, and for the models that these start from, at this moment, those that are
 * missing or damaged included; and of whether features and weights are there, without which a notebook shows less.
 */
export function recordsOf(runs: readonly RunConfiguration[], store: RunStore, engineClass: string): string {
  const states = withBases(runs).map((configuration) => [
    configurationHash(configuration),
    ...stateOf(configuration, store, engineClass),
  ]);
  return sha256(JSON.stringify(states));
}

function stateOf(configuration: RunConfiguration, store: RunStore, engineClass: string): unknown[] {
  try {
    const found = store.find(configuration, engineClass);
    if (!found) return [];
    const { record, staleness } = found;
    return [record.key, record.startedAt, staleness, store.hasBank(found), store.hasWeights(found)];
  } catch (error) {
    // A damaged record is told where its run is made: it must not cost the other notebooks their report.
    if (!(error instanceof InputError)) throw error;
    return [error.message];
  }
}
