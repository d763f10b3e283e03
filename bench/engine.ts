// Images per second of a whole ResNet-32 training step, by engine and beside PyTorch: `make bench`.
// The contestants take turns, so that a busy machine slows all of them; each is one process and waits for its turn.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { surveyEngines } from '../lib/engine/index.js';
import { compiledNeighbour, projectPath } from '../lib/project.js';
import { Contestant } from './contestant.js';

const batchSize = 128;
const threads = 2;
const yardstick = 'PyTorch, channels last';

interface Turn {
  contestant: Contestant;
  stepsPerRound: number;
  warmUp: number;
}

interface Result {
  name: string;
  median: number;
  minimum: number;
  maximum: number;
  /** Median of the rounds' ratios to PyTorch in the same round; null without PyTorch. */
  ratio: number | null;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

async function turns(): Promise<Turn[]> {
  const worker = compiledNeighbour(import.meta.url, 'engine-worker');
  const engines = (await surveyEngines()).filter(({ available }) => available);
  const python = projectPath('bench', 'torch_resnet32_step.py');
  return [
    ...engines.map(({ name }) => ({
      contestant: new Contestant(name, process.execPath, [worker, name, `${threads}`, `${batchSize}`]),
      // A step on wasm takes as long as a round of the others.
      stepsPerRound: name === 'wasm' ? 1 : 4,
      warmUp: name === 'wasm' ? 1 : 6,
    })),
    {
      contestant: new Contestant(yardstick, '/usr/bin/python3', [python, `${threads}`, `${batchSize}`]),
      stepsPerRound: 4,
      warmUp: 6,
    },
  ];
}

/** The turns that started, warmed up; says why another did not. */
async function warmUp(all: Turn[], tell: (line: string) => void): Promise<Turn[]> {
  const ready: Turn[] = [];
  for (const turn of all)
    try {
      await turn.contestant.run(turn.warmUp, { record: false });
      ready.push(turn);
    } catch (error) {
      tell(`${turn.contestant.name} is left out: ${(error as Error).message}`);
    }
  return ready;
}

function summarise(ready: Turn[]): Result[] {
  const roundMedians = ({ contestant: { seconds }, stepsPerRound }: Turn) =>
    Array.from({ length: seconds.length / stepsPerRound }, (_, round) =>
      median(seconds.slice(round * stepsPerRound, (round + 1) * stepsPerRound)),
    );
  const reference = ready.find(({ contestant }) => contestant.name === yardstick);
  const referenceMedians = reference && roundMedians(reference);
  return ready.map((turn) => {
    const speeds = turn.contestant.seconds.map((seconds) => batchSize / seconds);
    return {
      name: turn.contestant.name,
      median: median(speeds),
      minimum: Math.min(...speeds),
      maximum: Math.max(...speeds),
      ratio: referenceMedians
        ? median(roundMedians(turn).map((seconds, round) => referenceMedians[round]! / seconds))
        : null,
    };
  });
}

function table(results: Result[]): string {
  const lines = results.map(({ name, median, minimum, maximum, ratio }) =>
    [
      name.padEnd(24),
      ...[median, minimum, maximum].map((speed) => speed.toFixed(speed < 100 ? 1 : 0).padStart(8)),
      (ratio === null ? '—' : ratio.toFixed(2)).padStart(8),
    ].join(''),
  );
  const heads = ['median', 'min', 'max', 'ratio'].map((head) => head.padStart(8)).join('');
  return [`${'images/s'.padEnd(24)}${heads}`, ...lines].join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, quick: { type: 'boolean' } } });
  const tell = values.json ? console.error : console.log;
  tell(`ResNet-32, batch ${batchSize}, forward, backward and SGD step, ${threads} threads (wasm: 1).`);
  const all = await turns();
  const ready = await warmUp(all, tell);
  for (let round = 0; round < (values.quick ? 3 : 10); round++)
    for (const { contestant, stepsPerRound } of ready) await contestant.run(stepsPerRound);
  for (const { contestant } of all) contestant.stop();
  const results = summarise(ready);
  console.log(values.json ? JSON.stringify({ batchSize, threads, results }, null, 2) : table(results));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
