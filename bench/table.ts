import { type Column, heads, line, speed, speeds, unknown } from './columns.js';
import type { Machine } from './machine.js';
import type { PipelineResult } from './measure-pipeline.js';
import type { Result } from './measure-workload.js';
import type { Peak } from './peak.js';
import type { CostByBatch, LargestSpread } from './summary.js';
import { titleOf, type Workload } from './workloads.js';

const workloadColumns: readonly Column[] = [
  ['workload', 26, 'text'],
  ['threads', 7],
  ['batch', 7],
  ['', 2],
  ['by', 9, 'text'],
  ['images/s', 8],
  ['min', 8],
  ['max', 8],
  ['GFLOP/s', 9],
  ['of peak', 9],
  ['ratio', 7],
  ['others', 8],
  ['memory', 9],
  ['pool', 9],
];

const pipelineColumns: readonly Column[] = [
  ['augmented batches', 35, 'text'],
  ['images/s', 8],
  ['min', 8],
  ['max', 8],
  ['ratio', 7],
  ['beside', 8],
  ['ratio', 7],
  ['training', 10],
  ['fed', 7],
  ['ratio', 7],
  ['others', 8],
];

const ratio = (value: number | null) => value?.toFixed(2) ?? unknown;
const percent = (value: number | null) => (value === null ? unknown : `${(100 * value).toFixed(0)} %`);
const mebibytes = (bytes: number | null) => (bytes === null ? unknown : `${(bytes / 2 ** 20).toFixed(0)} MiB`);

export const workloadHead = heads(workloadColumns);
export const pipelineHead = heads(pipelineColumns);

/** The lines of one workload. */
export function workloadLines(workload: Workload, results: readonly Result[]): string[] {
  return results.map((result, i) =>
    line(workloadColumns, [
      i === 0 ? titleOf(workload) : '',
      i === 0 ? `${workload.threads}` : '',
      i === 0 ? `${workload.batch}` : '',
      '',
      result.contestant,
      ...speeds(result.imagesPerSecond),
      result.gigaflopsPerSecond === null ? unknown : result.gigaflopsPerSecond.toFixed(0),
      percent(result.fractionOfPeak),
      ratio(result.ratio),
      percent(result.othersShare),
      mebibytes(result.peakBytes),
      mebibytes(result.poolPeakBytes),
    ]),
  );
}

export function pipelineLine(result: PipelineResult): string {
  return line(pipelineColumns, [
    result.augmentation,
    ...speeds(result.alone),
    ratio(result.aloneToTraining),
    speed(result.besideTraining.median),
    ratio(result.besideToTraining),
    speed(result.training.median),
    speed(result.fed.median),
    ratio(result.fedToTraining),
    percent(result.othersShare),
  ]);
}

export function machineLines(machine: Machine, peaks: Readonly<Record<number, Peak>>): string[] {
  const { processor, cores, memoryBytes, compiler, node, pytorch } = machine;
  const parts = [
    `${processor}, ${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(0)} GiB`,
    compiler ?? 'no C++ compiler',
    `Node ${node}`,
    pytorch ? `PyTorch ${pytorch}, channels last` : 'no PyTorch',
  ];
  const each = Object.entries(peaks).map(
    ([threads, { gigaflopsPerSecond, instructionSet }]) =>
      `${gigaflopsPerSecond.toFixed(0)} GFLOP/s by ${threads} (${instructionSet})`,
  );
  return [parts.join(' · '), `Peak, threads: ${each.join(', ') || 'not measured, for want of a C++ compiler'}`];
}

/** What is said of all workloads together. */
export interface Closing {
  costByBatch: CostByBatch[];
  largestSpread: LargestSpread | null;
  /** Names of the workloads that other processes disturbed. */
  disturbed: string[];
  loadAverage: { before: number; after: number };
}

export function closingLines({ costByBatch, largestSpread: worst, disturbed, loadAverage }: Closing): string[] {
  const costs = costByBatch.map(({ contestant, milliseconds }) => {
    const each = Object.entries(milliseconds).map(([batch, cost]) => `${batch}: ${cost.toFixed(2)}`);
    return `Milliseconds an image by batch, ${contestant}: ${each.join(', ')}`;
  });
  const spread = worst
    ? [`Rounds differ by at most ${percent(worst.share)} of their median: ${worst.name}, ${worst.contestant}`]
    : [];
  const busy =
    disturbed.length > 0 ? [`Others took more than 5 % of the cores, measure again: ${disturbed.join(', ')}`] : [];
  const load = `Load average ${loadAverage.before.toFixed(2)} before, ${loadAverage.after.toFixed(2)} after`;
  return [...costs, ...spread, ...busy, load];
}
