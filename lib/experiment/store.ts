import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type FeatureBank, loadFeatureBank } from '../adjustment/index.js';
import { InputError } from '../errors.js';
import { readJson, sha256OfFile, writeJson } from '../files.js';
import { projectPath } from '../project.js';
import { codeFingerprint } from './code-fingerprint.js';
import { describeConfiguration, type RunConfiguration } from './configuration.js';
import { identify, type RunIdentity, runKey } from './identity.js';
import { parseRecord, type RunRecord } from './record.js';

/**
 * Where a record came from: `run` was made by this call, `stored` lay in the local store, `committed` is in the
 * repository. The latter two were made by the very code that stands here; `confirmed` is a committed record of other
 * code, of which today's trained the first epochs again to the very losses; `stale` is one of which it did not, or of
 * another class of engines.
 */
export type Provenance = 'run' | 'stored' | 'committed' | 'confirmed' | 'stale';

export interface FoundRun {
  record: RunRecord;
  provenance: Provenance;
  /** Why a stale record, or the bank under a stage-two record, is not of today's code: a sentence that names the commit. */
  staleness?: string;
  /** The record's file. */
  file: string;
}

export interface RunStoreOptions {
  /** What runs make. Default `LONGTAIL_STORE` or `.store` of the project. */
  folder?: string;
  /** Committed records and banks. Default `results` of the project. */
  results?: string;
}

/** The folders of runs: one folder a run in the local store, one file a run in the repository. */
export class RunStore {
  readonly folder: string;
  readonly results: string;
  #committed: { record: RunRecord; file: string }[] | undefined;

  constructor({
    folder = process.env.LONGTAIL_STORE || projectPath('.store'),
    results = projectPath('results'),
  }: RunStoreOptions = {}) {
    this.folder = resolve(folder);
    this.results = results;
  }

  /** The folder of a run in the local store, which need not exist. */
  folderOf(configuration: RunConfiguration, engineClass: string): string {
    return this.#folder(configuration, identify(configuration, engineClass));
  }

  #folder(configuration: RunConfiguration, identity: RunIdentity): string {
    const name = describeConfiguration(configuration).replaceAll(' ', '_');
    return join(this.folder, 'runs', `${name}_${runKey(identity).slice(0, 12)}`);
  }

  /** The best record at hand: a local one, a committed one by the same code, or a committed one by older code. */
  find(configuration: RunConfiguration, engineClass: string): FoundRun | null {
    const wanted = identify(configuration, engineClass);
    const file = join(this.#folder(configuration, wanted), 'record.json');
    if (existsSync(file)) return this.read(configuration, file, engineClass);

    const candidates = this.#committedRecords().filter(
      ({ record: { identity } }) => identity.configuration === wanted.configuration && identity.data === wanted.data,
    );
    const differences = (record: RunRecord) =>
      Number(!speaksFor(record, wanted.code)) + 2 * Number(record.identity.engineClass !== engineClass);
    const [best] = candidates.sort((a, b) => differences(a.record) - differences(b.record));
    if (!best) return null;
    if (differences(best.record) === 0) {
      const provenance = best.record.identity.code === wanted.code ? 'committed' : 'confirmed';
      return { ...best, provenance, ...baseStaleness(configuration, best.record, engineClass) };
    }
    return {
      ...best,
      provenance: 'stale',
      staleness: `Made ${differenceOf(best.record.identity, best.record.commit.hash, wanted)}.`,
    };
  }

  /** All records at hand: those of the local store, then the committed ones that it does not hold. */
  records(): RunRecord[] {
    const folder = join(this.folder, 'runs');
    const local = (existsSync(folder) ? readdirSync(folder).sort() : [])
      .map((name) => join(folder, name, 'record.json'))
      .filter((file) => existsSync(file))
      .map((file) => parseRecord(readJson(file), file));
    const known = new Set(local.map(({ key }) => key));
    const committed = this.#committedRecords().map(({ record }) => record);
    return [...local, ...committed.filter(({ key }) => !known.has(key))];
  }

  /** The record of `configuration` in a file of the local store. @throws InputError when it is not a record. */
  read(configuration: RunConfiguration, file: string, engineClass: string): FoundRun {
    const record = parseRecord(readJson(file), file);
    return { record, provenance: 'stored', file, ...baseStaleness(configuration, record, engineClass) };
  }

  /** Writes the record, which makes the run complete, and gives up its checkpoint. */
  complete(folder: string, record: RunRecord): string {
    const file = join(folder, 'record.json');
    writeJson(file, record);
    rmSync(join(folder, 'checkpoint.safetensors'), { force: true });
    return file;
  }

  /**
   * The feature bank of a stage-one run: the local one, or the one committed with its record.
   *
   * @throws InputError when neither is there or the file is not the one that the record names.
   */
  async bankOf(run: FoundRun): Promise<FeatureBank> {
    const { bank } = run.record.artifacts;
    if (!bank)
      throw new InputError(
        `The run "${run.record.description}" has no feature bank: its classifier is not one linear layer on its features; give stage two a base that has one.`,
      );
    const file = this.#bankFile(run);
    if (!file) {
      throw new InputError(
        `The feature bank ${bank.file} of "${run.record.description}" is not at hand: make the run again with --fresh.`,
      );
    }
    if ((await sha256OfFile(file)) !== bank.sha256) {
      throw new InputError(
        `${file} is not the bank that its record names: restore it from the repository or delete it.`,
      );
    }
    return loadFeatureBank(file);
  }

  /** Whether a run's bank can be read here. */
  hasBank(run: FoundRun): boolean {
    return this.#bankFile(run) !== undefined;
  }

  /**
   * The file of a stage-one run's weights, which only the local store keeps.
   *
   * @throws InputError when it is not there or not the one that the record names.
   */
  async weightsOf(run: FoundRun): Promise<string> {
    const { weights } = run.record.artifacts;
    const file = this.#weightsFile(run);
    if (!weights || !file) {
      throw new InputError(
        `The weights of "${run.record.description}" are not at hand, for only the store in which it was trained keeps them: make the run again with --fresh.`,
      );
    }
    if ((await sha256OfFile(file)) !== weights.sha256) {
      throw new InputError(
        `${file} does not hold the weights that its record names: delete the run and make it again.`,
      );
    }
    return file;
  }

  /** Whether a run's weights can be read here. */
  hasWeights(run: FoundRun): boolean {
    return this.#weightsFile(run) !== undefined;
  }

  #weightsFile({ record, file }: FoundRun): string | undefined {
    const { weights } = record.artifacts;
    return weights && [join(file, '..', weights.file)].find(existsSync);
  }

  #bankFile({ record, file }: FoundRun): string | undefined {
    const { bank } = record.artifacts;
    if (!bank) return undefined;
    return [join(file, '..', bank.file), join(this.results, 'banks', basename(bank.file))].find(existsSync);
  }

  #committedRecords() {
    this.#committed ??= this.#recordFiles().map((file) => ({ file, record: parseRecord(readJson(file), file) }));
    return this.#committed;
  }

  #recordFiles(): string[] {
    const folder = join(this.results, 'records');
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  }
}

/** Whether a record was made, or later confirmed, by this code. */
function speaksFor({ identity, confirmed }: RunRecord, code: string): boolean {
  return identity.code === code || confirmed?.code === code;
}

interface MadeBy {
  code: string;
  engineClass: string;
}

function differenceOf(made: MadeBy, commit: string | null, now: MadeBy): string {
  const reasons = [
    ...(made.code === now.code ? [] : [`by the code of ${commit?.slice(0, 7) ?? 'an unknown commit'}, changed since`]),
    ...(made.engineClass === now.engineClass ? [] : [`on the engine ${made.engineClass}`]),
  ];
  return reasons.join(' and ');
}

function baseStaleness(configuration: RunConfiguration, { base }: RunRecord, engineClass: string) {
  if (!base || configuration.stage === 'one') return {};
  const difference = differenceOf(base, base.commit, { code: codeFingerprint(configuration.base), engineClass });
  return difference === '' ? {} : { staleness: `Its stage-one features were made ${difference}.` };
}
