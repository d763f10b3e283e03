// One engine of the benchmark in a process of its own.
import type { Named } from '../lib/data/index.js';
import { type EngineName, engineMemory, startEngine } from '../lib/engine/index.js';
import { runContestant, serveSteps } from './contestant-process.js';
import { multiplyAdds } from './multiply-adds.js';
import { type NetworkName, networks } from './networks.js';
import { augmentedBatches, fixedBatch, inferenceSteps, trainingSteps } from './steps.js';

/** What an engine shall run, as the process's only parameter, in JSON. */
export interface EngineOrder {
  engine: EngineName;
  threads: number;
  network: NetworkName;
  task: 'training' | 'inference';
  batch: number;
  /** Train on augmented batches of CIFAR's shape instead of the same batch again and again. */
  augmentation?: readonly Named[];
}

async function main(order: unknown): Promise<void> {
  const { engine, threads, network: name, task, batch, augmentation } = order as EngineOrder;
  const { detail } = await startEngine({ engine, threads });
  const network = networks[name];
  const model = network.create();
  const count = await multiplyAdds(model, network.imageShape);
  const batches = augmentation && augmentedBatches(augmentation, batch);
  const fixed = fixedBatch(network, batch);
  const next = async () => (batches ? (await batches.next()).value : fixed);
  const step = task === 'training' ? trainingSteps(model, network, next) : inferenceSteps(model, network, fixed);
  await serveSteps(step, () => ({ poolPeakBytes: engineMemory().poolPeakBytes, multiplyAdds: count, detail }));
}

runContestant(main);
