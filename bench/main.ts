// Speed and memory of the engine beside PyTorch on the same cores, and of the data pipeline: `make bench`, see README.md.
import { parseArgs } from 'node:util';
import { InputError } from '../lib/errors.js';
import { describeMachine, loadAverage } from './machine.js';
import { augmentations, measurePipeline, type PipelineResult } from './measure-pipeline.js';
import { type MeasuringOptions, measureWorkload, type Result } from './measure-workload.js';
import { type Peak, PeakMeter } from './peak.js';
import { relativeRange } from './statistics.js';
import { machineLines, pipelineHead, pipelineLine, workloadHead, workloadLines } from './table.js';
import { cores, type Workload, workloads } from './workloads.js';

const pipelineName = 'data-pipeline';

type Measured = Workload & { results: Result[] };

/** Which parts begin with one of the names. */
function choose(only: readonly string[]): { chosen: Workload[]; pipeline: boolean } {
  const wanted = (name: string) => only.length === 0 || only.some((start) => name.startsWith(start));
  const chosen = workloads.filter(({ name }) => wanted(name));
  const pipeline = wanted(pipelineName);
  if (chosen.length > 0 || pipeline) return { chosen, pipeline };
  const names = [...workloads.map(({ name }) => name), pipelineName].join(', ');
  throw new InputError(`Nothing begins with '${only.join("' or '")}': choose of ${names}.`);
}

/** How the cost of an image depends on the batch, over those that were measured. */
function costByBatch(measured: readonly Measured[]): string[] {
  const sweep = measured.filter(({ name, results }) => name.startsWith('resnet-32-training-batch-') && results[0]);
  if (sweep.length < 2) return [];
  const cost = ({ results }: Measured) => (1000 / results[0]!.imagesPerSecond.median).toFixed(2);
  const [batches, costs] = [sweep.map(({ batch }) => batch), sweep.map(cost)];
  return [`${sweep[0]!.engine}, milliseconds an image at batch ${batches.join(', ')}: ${costs.join(', ')}`];
}

function largestSpread(measured: readonly Measured[]): { name: string; contestant: string; share: number } | null {
  const all = measured.flatMap(({ name, results }) =>
    results.map(({ contestant, imagesPerSecond }) => ({ name, contestant, share: relativeRange(imagesPerSecond) })),
  );
  return all.reduce<(typeof all)[number] | null>(
    (worst, each) => (worst && worst.share > each.share ? worst : each),
    null,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const { chosen, pipeline } = choose(values.only);
  const tell = values.json ? console.error : console.log;
  const show = values.json ? () => {} : console.log;

  const machine = describeMachine(tell);
  const loadBefore = loadAverage();
  const peak = await PeakMeter.build();
  const peaks = new Map<number, Peak>();
  const measurePeaks = async () => {
    for (const threads of new Set([1, cores])) if (peak) peaks.set(threads, await peak.measure(threads));
  };
  await measurePeaks();
  for (const line of machineLines(machine, loadBefore, peaks)) show(line);

  const options: MeasuringOptions = { quick: values.quick, withTorch: machine.pytorch !== null, peak, tell };
  const measured: Measured[] = [];
  if (chosen.length > 0) show(`\n${workloadHead}`);
  for (const workload of chosen) {
    const results = await measureWorkload(workload, options);
    measured.push({ ...workload, results });
    for (const line of workloadLines(workload, results)) show(line);
  }

  const batches: PipelineResult[] = [];
  if (pipeline) show(`\n${pipelineHead}`);
  for (const name of pipeline ? Object.keys(augmentations) : [])
    try {
      const result = await measurePipeline(name, options);
      batches.push(result);
      show(pipelineLine(result));
    } catch (error) {
      tell(`${name} is left out: ${(error as Error).message}`);
    }

  await measurePeaks();
  peak?.dispose();
  const loadAfter = loadAverage();
  const worst = largestSpread(measured);
  show('');
  for (const line of costByBatch(measured)) show(line);
  if (worst)
    show(
      `Rounds differ by at most ${(100 * worst.share).toFixed(0)} % of their median (${worst.name}, ${worst.contestant}); ` +
        `load average ${loadBefore.toFixed(2)} before, ${loadAfter.toFixed(2)} after`,
    );
  if (values.json)
    console.log(
      JSON.stringify(
        {
          machine: { ...machine, peaks: Object.fromEntries(peaks) },
          loadAverage: { before: loadBefore, after: loadAfter },
          largestSpread: worst,
          workloads: measured,
          dataPipeline: batches,
        },
        null,
        2,
      ),
    );
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
