import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectPath } from '../project.js';
import { trainingStreams } from '../training/index.js';
import {
  type RunConfiguration,
  type StageOneConfiguration,
  type StageTwoConfiguration,
  stageOneOf,
} from './configuration.js';
import { importClosure } from './import-closure.js';
import type { NamedMethod } from './named.js';
import { perFile } from './per-file.js';

/** The engine counts whole: its kernels are C++ and reach the numbers without an import. */
function engineFiles(): string[] {
  const folder = projectPath('lib/engine');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|cpp|h)$/.test(file))
    .map((file) => join(folder, file))
    .sort();
}

/** Comments and layout change no number. */
const codeOf = perFile((text) =>
  Buffer.from(
    text
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '')
      .replace(/\s+/g, ' '),
  ),
);

/** The files of methods of one folder, those that are named. */
function files(folder: string, methods: readonly (Pick<NamedMethod, 'name'> | null | undefined)[]): string[] {
  return methods.flatMap((method) => (method ? [projectPath('lib', folder, `${method.name}.ts`)] : []));
}

/** The files of the methods that a stage-one run names, the samplers and augmentations of its training's streams included. */
function methodFiles({
  training,
  loss,
  sampler,
  augmentation,
  mixing,
  deferral,
  optimizer,
}: StageOneConfiguration): string[] {
  const streams = trainingStreams(training.name, training.options);
  return [
    ...files('training', [training]),
    ...files('optimization', [{ name: optimizer.name ?? 'sgd' }]),
    ...files('losses', [loss, deferral?.loss]),
    ...files('data/samplers', [
      sampler,
      deferral?.sampler,
      { name: 'in-order' },
      ...streams.map((each) => each.sampler),
    ]),
    ...files('data/augmentation', [...augmentation, ...streams.flatMap((each) => each.augmentation ?? [])]),
    ...files('data/mixing', [mixing, ...streams.map((each) => each.mixing)]),
  ];
}

/** Where the code of a run begins: its stages and the methods that it names. */
function entriesOf(configuration: RunConfiguration): string[] {
  const stageOne = [
    projectPath('lib/experiment/stage-one.ts'),
    projectPath('lib/data/batches/batch-worker.ts'),
    ...methodFiles(stageOneOf(configuration)),
  ];
  const stageTwo = configuration.stage === 'one' ? [] : stageTwoEntries(configuration);
  return [...stageOne, ...stageTwo];
}

/** The files whose code makes the numbers of a run, as absolute paths. */
export function computingFiles(configuration: RunConfiguration): string[] {
  return filesFrom(entriesOf(configuration));
}

function filesFrom(entries: string[]): string[] {
  return [...new Set([...engineFiles(), ...importClosure(entries)])].sort();
}

function stageTwoEntries({ adjustment, shiftBatchNorm: shift }: StageTwoConfiguration): string[] {
  const { sampler, loss } = adjustment.options as { sampler?: NamedMethod; loss?: NamedMethod };
  return [
    projectPath('lib/experiment/stage-two.ts'),
    ...files('adjustment', [adjustment]),
    ...files('losses', [loss]),
    ...files('data/samplers', [sampler, shift?.sampler]),
    ...files('data/augmentation', shift?.augmentation ?? []),
  ];
}

/** Hundreds of runs are looked for at a time, which begin in few ways: a fingerprint holds for so long. */
const freshMilliseconds = 1000;
const fingerprints = new Map<string, { at: number; value: string }>();

/**
 * Hash of the code that makes the numbers of a run: the engine, and what the run reaches through imports from its
 * stages and the methods that it names. Adding a method changes no other run's fingerprint.
 */
export function codeFingerprint(configuration: RunConfiguration): string {
  const entries = entriesOf(configuration);
  const name = entries.join('\n');
  const known = fingerprints.get(name);
  const now = Date.now();
  if (known && now - known.at < freshMilliseconds) return known.value;
  const value = fingerprintOf(filesFrom(entries));
  fingerprints.set(name, { at: now, value });
  return value;
}

function fingerprintOf(files: string[]): string {
  const root = projectPath();
  const hash = createHash('sha256');
  files.forEach((file, i) => {
    hash.update(`${i === 0 ? '' : '\n'}${file.slice(root.length)}\n`).update(codeOf(file));
  });
  return hash.digest('hex');
}
