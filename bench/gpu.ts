// Images per second of ResNet-32 training steps on a graphics card by batch size, beside PyTorch: started by gpu.sh.
import { parseArgs } from 'node:util';
import { type EngineName, surveyEngines } from '../lib/engine/index.js';
import { projectPath } from '../lib/project.js';
import { type Column, heads, line, speeds, unknown } from './columns.js';
import { Contestant } from './contestant.js';
import { engineContestant, pythonCommand, yardstick } from './measure-workload.js';
import { pairedRatio, type Spread, spread } from './statistics.js';
import { takeTurns } from './take-turns.js';

const graphicsEngines: readonly EngineName[] = ['tensorflow', 'webgpu'];
const batches = [32, 64, 128, 256, 512, 1024];

/** What one contestant reached with one batch size. */
interface Result {
  batch: number;
  contestant: string;
  detail: string;
  /** Of the rounds. */
  imagesPerSecond: Spread;
  /** Median of the rounds' ratios to PyTorch in the same round; null without PyTorch. */
  ratio: number | null;
}

function torchContestant(batch: number): Contestant {
  const order = { network: 'resnet-32', task: 'training', batch, threads: 1, device: 'cuda' };
  return new Contestant(yardstick, pythonCommand(), [
    projectPath('bench', 'torch_contestant.py'),
    JSON.stringify(order),
  ]);
}

/** All contestants take turns with one batch size; who cannot take part is told, and left out. */
async function measure(engines: EngineName[], batch: number, tell: (line: string) => void): Promise<Result[]> {
  const contestants = [
    ...engines.map((engine) => engineContestant({ engine, threads: 1, network: 'resnet-32', task: 'training', batch })),
    torchContestant(batch),
  ];
  const all = await takeTurns(contestants, { batch, rounds: 5 }, ({ name }, reason) =>
    tell(`${name} is left out at batch ${batch}: ${reason}`),
  );
  await Promise.all(contestants.map((contestant) => contestant.stop()));
  const reference = all.find(({ contestant }) => contestant.name === yardstick);
  return all.map(({ contestant, speeds, last: { detail } }) => ({
    batch,
    contestant: contestant.name,
    detail,
    imagesPerSecond: spread(speeds),
    ratio: reference ? pairedRatio(speeds, reference.speeds) : null,
  }));
}

const columns: readonly Column[] = [
  ['batch', 5],
  ['', 2],
  ['contestant', 11, 'text'],
  ['median', 10],
  ['min', 10],
  ['max', 10],
  ['ratio', 10],
];

function resultLine({ batch, contestant, imagesPerSecond, ratio }: Result): string {
  return line(columns, [`${batch}`, '', contestant, ...speeds(imagesPerSecond), ratio?.toFixed(3) ?? unknown]);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      software: { type: 'boolean', default: false },
      batch: { type: 'string', multiple: true, default: [] },
    },
  });
  const tell = values.json ? console.error : console.log;
  const survey = (await surveyEngines()).filter(({ name }) => graphicsEngines.includes(name));
  const answering = survey.filter(({ available, automatic }) => available && (automatic || values.software));
  if (answering.length === 0)
    throw new Error(
      'No graphics card answers: install its driver for Vulkan (`npx longtail doctor` tells what each engine lacks), or pass --software to let the processor stand in for it.',
    );
  for (const { name, detail } of survey) tell(`${name}: ${detail}`);
  tell('\nResNet-32, 32 × 32 images of random numbers: forward, backward and SGD step, loss and hits read; images/s.');

  const results: Result[] = [];
  if (!values.json) console.log(heads(columns));
  for (const batch of values.batch.length > 0 ? values.batch.map(Number) : batches)
    for (const result of await measure(
      answering.map(({ name }) => name),
      batch,
      tell,
    )) {
      results.push(result);
      if (!values.json) console.log(resultLine(result));
    }
  if (values.json) console.log(JSON.stringify({ survey, results }, null, 2));
  else for (const detail of new Set(results.map(({ detail }) => detail))) console.log(detail);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
