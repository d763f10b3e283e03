import type { Named } from '../lib/data/index.js';
import { compiledNeighbour } from '../lib/project.js';
import type { BatchOrder } from './batch-contestant.js';
import { Contestant } from './contestant.js';
import { engineContestant } from './measure-workload.js';
import { pairedRatio, roundSpeed, type Spread, spread } from './statistics.js';
import { takeTurns } from './take-turns.js';
import { cores } from './workloads.js';

/** How fast augmented CIFAR batches are made, and what they cost the training that eats them. */
export interface PipelineResult {
  augmentation: string;
  /** Images per second of the batch worker with the machine to itself. */
  alone: Spread;
  /** Of the engine training ResNet-32 on one batch again and again, on all cores. */
  training: Spread;
  /** Median of the rounds' ratios of `alone` to `training`. */
  aloneToTraining: number;
  /** Images per second of the batch worker while the engine trains on all cores. */
  besideTraining: Spread;
  /** The same with the speed of the training beside it, median of the rounds. */
  besideToTraining: number;
  /** Of the engine training on these batches. */
  fed: Spread;
  /** Median of the rounds' ratios of `fed` to `training`: what is left when batches have to be made. */
  fedToTraining: number;
  /** Of all cores' time, what other processes took at most while one of the three ran alone. */
  othersShare: number;
}

export const augmentations: Record<string, readonly Named[]> = {
  'pad-crop-flip': [{ name: 'random-crop' }, { name: 'horizontal-flip' }],
  'pad-crop-flip, AutoAugment, cutout': [
    { name: 'random-crop' },
    { name: 'horizontal-flip' },
    { name: 'auto-augment' },
    { name: 'cutout' },
  ],
};

const batch = 128;

/** Both at once: the engine trains for as long as the batches are made. */
async function sideBySide(batches: Contestant, engine: Contestant, steps: number) {
  let made = false;
  const making = batches.run(steps).then(({ seconds }) => {
    made = true;
    return roundSpeed(seconds, batch);
  });
  const trained: number[] = [];
  while (!made) trained.push(...(await engine.run(1)).seconds);
  return { making: await making, training: roundSpeed(trained, batch) };
}

/**
 * The data pipeline beside the native engine.
 *
 * @throws Error when the engine does not start.
 */
export async function measurePipeline(name: string, { quick }: { quick: boolean }): Promise<PipelineResult> {
  const augmentation = augmentations[name]!;
  const order = { engine: 'native', threads: cores, network: 'resnet-32', task: 'training', batch } as const;
  const program = compiledNeighbour(import.meta.url, 'batch-contestant');
  const batchOrder: BatchOrder = { augmentation, batch };
  const making = new Contestant('batches', process.execPath, [program, JSON.stringify(batchOrder)]);
  const training = engineContestant(order);
  const fed = engineContestant({ ...order, augmentation });
  const contestants = [making, training, fed];
  const rounds = quick ? 3 : 8;
  const options = { batch, rounds, secondsPerTurn: quick ? 0.5 : 1 };
  try {
    const turns = await takeTurns(contestants, options, ({ name: who }, reason) => {
      throw new Error(`${who}: ${reason}`);
    });
    const [alone, unfed, eating] = turns;
    const beside: Awaited<ReturnType<typeof sideBySide>>[] = [];
    for (let round = 0; round < rounds; round++)
      beside.push(await sideBySide(making, training, alone!.last.seconds.length));
    const [besideMaking, besideTraining] = [beside.map((each) => each.making), beside.map((each) => each.training)];
    return {
      augmentation: name,
      alone: spread(alone!.speeds),
      training: spread(unfed!.speeds),
      aloneToTraining: pairedRatio(alone!.speeds, unfed!.speeds),
      besideTraining: spread(besideMaking),
      besideToTraining: pairedRatio(besideMaking, besideTraining),
      fed: spread(eating!.speeds),
      fedToTraining: pairedRatio(eating!.speeds, unfed!.speeds),
      othersShare: Math.max(...turns.map(({ cores: time }) => time.othersShare)),
    };
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}
