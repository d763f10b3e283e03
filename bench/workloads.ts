import { availableParallelism } from 'node:os';
import type { EngineName } from '../lib/engine/index.js';
import { InputError } from '../lib/errors.js';
import { type NetworkName, networks } from './networks.js';

/** Work that the engine and PyTorch do in turn. */
export interface Workload {
  /** As `--only` names it. */
  name: string;
  network: NetworkName;
  task: 'training' | 'inference';
  /** Images of a step. */
  batch: number;
  threads: number;
  engine: EngineName;
  rounds: number;
}

export const cores = availableParallelism();

/** Batches over which the cost of an image should stay the same. */
const sweptBatches = [32, 64, 128, 256, 512];
/** How the names of that sweep begin. */
export const sweepName = 'resnet-32-training-batch-';

const resNet32: Omit<Workload, 'name'> = {
  network: 'resnet-32',
  task: 'training',
  batch: 128,
  threads: cores,
  engine: 'native',
  rounds: 10,
};

export const workloads: readonly Workload[] = [
  ...sweptBatches.map((batch) => ({ ...resNet32, name: `${sweepName}${batch}`, batch })),
  { ...resNet32, name: 'resnet-32-training-one-thread', threads: 1 },
  { ...resNet32, name: 'resnet-32-training-wasm', engine: 'wasm', threads: 1, rounds: 3 },
  { ...resNet32, name: 'resnet-32-inference', task: 'inference' },
  { ...resNet32, name: 'resnet-50-training-batch-8', network: 'resnet-50', batch: 8 },
  { ...resNet32, name: 'resnet-50-training-batch-32', network: 'resnet-50', batch: 32, rounds: 3 },
  { ...resNet32, name: 'resnext-50-training-batch-8', network: 'resnext-50', batch: 8 },
];

/** The data pipeline's name beside those of the workloads. */
const pipelineName = 'data-pipeline';

/**
 * The parts of the benchmark whose names begin with one of `only`; all of them without any.
 *
 * @throws InputError when there is none.
 */
export function chooseParts(only: readonly string[]): { chosen: Workload[]; pipeline: boolean } {
  const wanted = (name: string) => only.length === 0 || only.some((start) => name.startsWith(start));
  const chosen = workloads.filter(({ name }) => wanted(name));
  const pipeline = wanted(pipelineName);
  if (chosen.length > 0 || pipeline) return { chosen, pipeline };
  const names = [...workloads.map(({ name }) => name), pipelineName].join(', ');
  throw new InputError(`Nothing begins with '${only.join("' or '")}': choose of ${names}.`);
}

/** `ResNet-32 training step`. */
export function titleOf({ network, task }: Pick<Workload, 'network' | 'task'>): string {
  return `${networks[network].title} ${task === 'training' ? 'training step' : 'inference'}`;
}
