import { availableParallelism } from 'node:os';
import type { EngineName } from '../lib/engine/index.js';
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
const sweep = [32, 64, 128, 256, 512];

const resNet32: Workload = {
  name: 'resnet-32-training',
  network: 'resnet-32',
  task: 'training',
  batch: 128,
  threads: cores,
  engine: 'native',
  rounds: 10,
};

export const workloads: readonly Workload[] = [
  ...sweep.map((batch) => ({ ...resNet32, name: `resnet-32-training-batch-${batch}`, batch })),
  { ...resNet32, name: 'resnet-32-training-one-thread', threads: 1 },
  { ...resNet32, name: 'resnet-32-training-wasm', engine: 'wasm', threads: 1, rounds: 3 },
  { ...resNet32, name: 'resnet-32-inference', task: 'inference' },
];

/** `ResNet-32 training step`. */
export function titleOf({ network, task }: Pick<Workload, 'network' | 'task'>): string {
  return `${networks[network].title} ${task === 'training' ? 'training step' : 'inference'}`;
}
