// Speed and memory of the engine beside PyTorch on the same cores, and of the data pipeline: `make bench`, see README.md.
import { parseArgs } from 'node:util';
import { describeMachine, loadAverage, type Machine } from './machine.js';
import { augmentations, measurePipeline, type PipelineResult } from './measure-pipeline.js';
import { type MeasuringOptions, measureWorkload } from './measure-workload.js';
import { type Peak, PeakMeter } from './peak.js';
import { costByBatch, disturbed, largestSpread, type Measured } from './summary.js';
import {
  type Closing,
  closingLines,
  machineLines,
  pipelineHead,
  pipelineLine,
  workloadHead,
  workloadLines,
} from './table.js';
import { chooseParts, cores } from './workloads.js';

/** What was measured, as `--json` prints it. */
interface Report extends Closing {
  machine: Machine;
  /** The machine's peak by number of threads. */
  peaks: Record<number, Peak>;
  workloads: Measured[];
  dataPipeline: PipelineResult[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const { chosen, pipeline } = chooseParts(values.only);
  const tell = values.json ? console.error : console.log;
  const show = values.json ? () => {} : console.log;

  const machine = describeMachine(tell);
  const loadBefore = loadAverage();
  const peak = await PeakMeter.build();
  const measurePeaks = async () => {
    const peaks: Record<number, Peak> = {};
    for (const threads of new Set([1, cores])) if (peak) peaks[threads] = await peak.measure(threads);
    return peaks;
  };
  for (const line of machineLines(machine, await measurePeaks())) show(line);

  const options: MeasuringOptions = { quick: values.quick, withTorch: machine.pytorch !== null, peak, tell };
  const measured: Measured[] = [];
  if (chosen.length > 0) show(`\n${workloadHead}`);
  for (const usual of chosen) {
    const workload = values.quick ? { ...usual, rounds: 3 } : usual;
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

  const report: Report = {
    machine,
    peaks: await measurePeaks(),
    workloads: measured,
    dataPipeline: batches,
    costByBatch: costByBatch(measured),
    largestSpread: largestSpread(measured),
    disturbed: disturbed(measured),
    loadAverage: { before: loadBefore, after: loadAverage() },
  };
  peak?.dispose();
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else for (const line of ['', ...closingLines(report)]) console.log(line);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
