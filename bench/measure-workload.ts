import { compiledNeighbour, projectPath } from '../lib/project.js';
import { Contestant } from './contestant.js';
import type { EngineOrder } from './engine-contestant.js';
import type { PeakMeter } from './peak.js';
import { pairedRatio, type Spread, spread } from './statistics.js';
import { type Turns, takeTurns } from './take-turns.js';
import type { Workload } from './workloads.js';

/** What every engine is compared with; channels last, because that is its fastest layout on processors. */
export const yardstick = 'PyTorch';

/** What one contestant reached at one workload. */
export interface Result {
  contestant: string;
  detail: string;
  /** Of the rounds. */
  imagesPerSecond: Spread;
  imagesPerSecondByRound: number[];
  /** At the median speed, two operations a multiply-add; null where nobody counted them. */
  gigaflopsPerSecond: number | null;
  /** Of the machine's peak with as many threads; null without a compiler to measure it. */
  fractionOfPeak: number | null;
  /** Median of the rounds' ratios to PyTorch in the same round; null without PyTorch. */
  ratio: number | null;
  /** Of all cores' time, what other processes took meanwhile. */
  othersShare: number;
  peakBytes: number;
  poolPeakBytes: number | null;
}

export interface MeasuringOptions {
  /** Shorter turns. */
  quick: boolean;
  /** Whether PyTorch is there to compare with. */
  withTorch: boolean;
  peak: PeakMeter | null;
  /** Hears which contestant is left out, and why. */
  tell: (line: string) => void;
}

/** The engine's process for a workload. */
export function engineContestant({ engine, threads, network, task, batch, augmentation }: EngineOrder): Contestant {
  const order: EngineOrder = { engine, threads, network, task, batch, augmentation };
  const program = compiledNeighbour(import.meta.url, 'engine-contestant');
  return new Contestant(engine, process.execPath, [program, JSON.stringify(order)]);
}

function torchContestant({ threads, network, task, batch }: Workload): Contestant {
  const order = JSON.stringify({ threads, network, task, batch });
  return new Contestant(yardstick, pythonCommand(), [projectPath('bench', 'torch_contestant.py'), order]);
}

/** Python with PyTorch: `$PYTHON`, or the system's. */
export function pythonCommand(): string {
  return process.env.PYTHON || '/usr/bin/python3';
}

/** Operations of one image: two a multiply-add; a training step needs three times the forward pass. */
export function operationsPerImage({ task }: Pick<Workload, 'task'>, multiplyAdds: number): number {
  return 2 * multiplyAdds * (task === 'training' ? 3 : 1);
}

/** The results of the engine and of PyTorch, if it is there. */
export async function measureWorkload(
  workload: Workload,
  { quick, withTorch, peak, tell }: MeasuringOptions,
): Promise<Result[]> {
  const contestants = [engineContestant(workload), ...(withTorch ? [torchContestant(workload)] : [])];
  const { batch, rounds, threads } = workload;
  const all = await takeTurns(contestants, { batch, rounds, secondsPerTurn: quick ? 0.5 : 1 }, ({ name }, reason) =>
    tell(`${workload.name}: ${name} is left out: ${reason}`),
  );
  const machine = await peak?.measure(threads);
  await Promise.all(contestants.map((contestant) => contestant.stop()));

  const count = all.find(({ last }) => last.multiplyAdds !== null)?.last.multiplyAdds;
  const reference = all.find(({ contestant }) => contestant.name === yardstick);
  return all.map(({ contestant, speeds, cores, last }: Turns): Result => {
    const imagesPerSecond = spread(speeds);
    const gigaflopsPerSecond = count ? (imagesPerSecond.median * operationsPerImage(workload, count)) / 1e9 : null;
    return {
      contestant: contestant.name,
      detail: last.detail,
      imagesPerSecond,
      imagesPerSecondByRound: speeds,
      gigaflopsPerSecond,
      fractionOfPeak: machine && gigaflopsPerSecond ? gigaflopsPerSecond / machine.gigaflopsPerSecond : null,
      ratio: reference ? pairedRatio(speeds, reference.speeds) : null,
      othersShare: cores.othersShare,
      peakBytes: last.peakBytes,
      poolPeakBytes: last.poolPeakBytes,
    };
  });
}
