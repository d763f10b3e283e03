import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../errors.js';
import { type Notebook, readNotebook, writeNotebook } from '../notebook/index.js';

/** Executions of one notebook that are kept: one for each of the last places, tiers and options. */
const keptPerNotebook = 8;

/** Successfully executed notebooks in the local store, found again by `executionKey`. */
export class ExecutionStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The notebook `<paper>/<name>` as it was executed under this key; null when it was not, or the file is damaged. */
  find(name: string, key: string): Notebook | null {
    const file = this.#fileOf(name, key);
    if (!existsSync(file)) return null;
    try {
      return readNotebook(file);
    } catch (error) {
      // It can be executed again, which writes it anew.
      if (error instanceof InputError) return null;
      throw error;
    }
  }

  /** Keeps an executed notebook, and lets the oldest of the same name go. */
  keep(name: string, key: string, notebook: Notebook): void {
    const file = this.#fileOf(name, key);
    writeNotebook(file, notebook);
    const folder = dirname(file);
    const modified = (each: string) => statSync(each, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    readdirSync(folder)
      .filter((each) => each.startsWith(`${basename(name)}_`))
      .map((each) => join(folder, each))
      .sort((a, b) => modified(b) - modified(a))
      .slice(keptPerNotebook)
      .forEach((each) => {
        rmSync(each, { force: true });
      });
  }

  #fileOf(name: string, key: string): string {
    return join(this.#folder, `${name}_${key.slice(0, 16)}.ipynb`);
  }
}
