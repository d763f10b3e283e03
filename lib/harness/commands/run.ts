import { existsSync } from 'node:fs';
import type { EngineName } from '../../engine/index.js';
import { InputError } from '../../errors.js';
import {
  type EnsureRunOptions,
  ensureRun,
  type FoundRun,
  parseConfiguration,
  type RunConfiguration,
} from '../../experiment/index.js';
import { readJson } from '../../files.js';
import { type PlannedCellsOptions, plannedCells } from '../planned-cells.js';
import { formatBytes } from '../report/format.js';
import { ProgressLine } from '../reproduction/progress-line.js';
import { alignColumns } from '../text-table.js';

export interface RunCommandOptions extends PlannedCellsOptions {
  set: string[];
  engine?: EngineName | 'auto';
  fresh?: boolean;
  json?: boolean;
}

/**
 * `longtail run`: one run from a configuration file, or those that a recipe plans for a row, or a cell, of a table or
 * figure: `marc/T2/MARC`, `marc/T2/MARC/c10_if100`. Fields are changed by `--set path=value`.
 */
export async function runCommand(target: string, options: RunCommandOptions): Promise<void> {
  const { set, engine, fresh, json } = options;
  const isFile = target.endsWith('.json') || existsSync(target);
  if (isFile && options.seeds !== undefined)
    throw new InputError(`${target} names its seed itself, so that --seeds means nothing: use --set seed=1.`);
  const planned = isFile
    ? [{ name: 'run', input: readConfiguration(target) }]
    : (await plannedCells(target, options)).map(({ name, input }) => ({ name, input: structuredClone(input) }));
  const runs: { name: string; run: FoundRun }[] = [];
  for (const { name, input } of planned) {
    for (const assignment of set) assign(input, assignment);
    const configuration = parseConfiguration(input);
    if (!json && planned.length === 1) console.log(`${JSON.stringify(configuration, null, 2)}\n`);
    runs.push({ name, run: await make(name, configuration, { engine, fresh }) });
  }
  const records = runs.map(({ run }) => run.record);
  if (json) console.log(JSON.stringify(isFile ? records[0] : records, null, 2));
  else console.log(runs.length === 1 ? describe(runs[0]!.run) : describeAll(runs));
}

async function make(name: string, configuration: RunConfiguration, { engine, fresh }: EnsureRunOptions) {
  const progress = new ProgressLine();
  let started = false;
  try {
    return await ensureRun(configuration, {
      engine,
      fresh,
      onEvent: (event) => {
        // A run may make the run that it starts from, on the same engine.
        if (event.type === 'start' && !started) progress.print(event.engine);
        started ||= event.type === 'start';
        progress.showEvent(name, event);
      },
    });
  } finally {
    progress.clear();
  }
}

/** One line a run. */
function describeAll(runs: { name: string; run: FoundRun }[]): string {
  const percent = ({ record }: FoundRun) => (100 * record.test.accuracy).toFixed(1);
  return alignColumns([
    ['run', 'test accuracy', '', 'record'],
    ...runs.map(({ name, run }) => [name, `${percent(run)} %`, run.provenance, run.file]),
  ]);
}

function readConfiguration(file: string): Record<string, unknown> {
  const content = readJson<Record<string, unknown> | null>(file);
  if (content !== null && typeof content === 'object' && !Array.isArray(content)) return content;
  throw new InputError(`${file} does not hold a run configuration: write a JSON object, {"stage": "one", …}.`);
}

/** `data.imbalanceFactor=50`: the value is JSON, or else text. */
function assign(target: Record<string, unknown>, assignment: string): void {
  const [, path, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
  if (path === undefined) {
    throw new InputError(`"${assignment}" sets nothing: write --set path=value, such as --set epochs=3.`);
  }
  const keys = path.split('.');
  let place = target;
  for (const key of keys.slice(0, -1)) {
    place[key] ??= {};
    if (typeof place[key] !== 'object') throw new InputError(`"${path}" cannot be set: "${key}" holds a single value.`);
    place = place[key] as Record<string, unknown>;
  }
  place[keys.at(-1)!] = parseValue(text!);
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function describe({ record, provenance, staleness, file }: FoundRun): string {
  const { test, bestEpoch, classCounts, seconds, peakMemoryBytes, tensorPeakBytes } = record;
  const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);
  return [
    `${record.description} (${provenance}${staleness ? `: ${staleness}` : ''})`,
    `test accuracy ${percent(test.accuracy)}, macro F1 ${percent(test.macroF1)}, ECE ${percent(test.expectedCalibrationError)}`,
    `${seconds.toFixed(0)} s, ${formatBytes(peakMemoryBytes)} peak memory${tensorPeakBytes ? `, ${formatBytes(tensorPeakBytes)} of it tensors` : ''}`,
    ...(bestEpoch ? [`best epoch ${bestEpoch.epoch}: ${percent(bestEpoch.testAccuracy)}`] : []),
    '',
    alignColumns([
      ['class', 'training images', 'accuracy'],
      ...classCounts.map((count, k) => [String(k), String(count), percent(test.accuracyByClass[k]!)]),
    ]),
    '',
    file,
  ].join('\n');
}
