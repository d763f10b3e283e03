import type { EngineName } from '../../engine/index.js';
import { InputError } from '../../errors.js';
import { ensureRun, type FoundRun, parseConfiguration } from '../../experiment/index.js';
import { readJson } from '../../files.js';
import { formatBytes } from '../report/format.js';
import { ProgressLine } from '../reproduction/progress-line.js';
import { alignColumns } from '../text-table.js';

export interface RunCommandOptions {
  set: string[];
  engine?: EngineName | 'auto';
  fresh?: boolean;
  json?: boolean;
}

/** `longtail run FILE`: one run from a configuration file, with fields changed by `--set path=value`. */
export async function runCommand(file: string, { set, engine, fresh, json }: RunCommandOptions): Promise<void> {
  const input = readConfiguration(file);
  for (const assignment of set) assign(input, assignment);
  const configuration = parseConfiguration(input);
  if (!json) console.log(`${JSON.stringify(configuration, null, 2)}\n`);
  const progress = new ProgressLine();
  let started = false;
  const run = await ensureRun(configuration, {
    engine,
    fresh,
    onEvent: (event) => {
      // A run may make the run that it starts from, on the same engine.
      if (event.type === 'start' && !started) progress.print(event.engine);
      started ||= event.type === 'start';
      progress.showEvent('run', event);
    },
  });
  progress.clear();
  console.log(json ? JSON.stringify(run.record, null, 2) : describe(run));
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
