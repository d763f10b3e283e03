import {
  batchesPerEpoch,
  loadDataset,
  longTailedClassCounts,
  longTailedSubset,
  makeBatches,
  planBatches,
} from '../../lib/data/index.js';
import { createLoss } from '../../lib/losses/index.js';
import { cifarResNet, exportWeights, type SafetensorsMap } from '../../lib/models/index.js';
import { Sgd } from '../../lib/optimization/index.js';
import {
  createObjective,
  disposeObjective,
  type EpochSummary,
  type StageOneOptions,
  trainedParameters,
  trainingStreams,
  trainStageOne,
} from '../../lib/training/index.js';
import { temporaryCheckpoint } from './small-training.js';

const dataset = await loadDataset('digits');
const classCount = dataset.classNames.length;
const { labels } = dataset.train;
const maxCount = labels.reduce((count, label) => count + Number(label === 0), 0);
export const counts = longTailedClassCounts({ profile: 'exponential', imbalanceFactor: 20, classCount, maxCount });
const indices = longTailedSubset(labels, counts, { seed: 0 });

export interface DigitsTraining extends Partial<Pick<StageOneOptions, 'checkpointFile' | 'onEpoch'>> {
  /** Options of the training. */
  options?: Record<string, unknown>;
  loss?: { name: string; options?: Record<string, unknown> };
  head?: 'linear' | 'cosine';
  epochs?: number;
  /** Trains on every so many of the images only. Default 1. */
  every?: number;
  seed?: number;
}

export interface DigitsResult {
  curve: EpochSummary[];
  /** All that the objective's networks hold, by network. */
  state: Record<string, SafetensorsMap>;
}

/** A training by name of a ResNet-8 on long-tailed digits, which takes about a second. */
export async function trainDigits(
  name: string,
  {
    options = {},
    loss = { name: 'cross-entropy' },
    head,
    epochs = 3,
    every = 1,
    seed = 0,
    ...rest
  }: DigitsTraining = {},
): Promise<DigitsResult> {
  const { imageShape, normalisation } = dataset;
  const modelOptions = { depth: 8, classCount, inputChannels: imageShape[2], head, seed };
  const chosen = createLoss(loss.name, { counts, ...loss.options });
  const objective = createObjective(name, options, {
    counts,
    createModel: (changes) => cifarResNet({ ...modelOptions, ...changes }),
    modelOptions,
    logitScale: head === 'cosine' ? 30 : 1,
    normalisation,
    loss: () => chosen,
    seed,
  });
  const optimizer = new Sgd(trainedParameters(objective), { momentum: 0.9, weightDecay: 5e-4 });
  const sampler = { name: 'instance-balanced' };
  const augmentation = [{ name: 'random-crop', options: { padding: 1 } }];
  const seen = indices.filter((_, i) => i % every === 0);
  const plans = trainingStreams(name, options).map((choice) =>
    planBatches(dataset, { indices: seen, batchSize: 64, sampler, augmentation, seed, epochs, ...choice }),
  );
  try {
    const curve = await trainStageOne(objective, {
      optimizer,
      schedule: (iteration, { totalIterations }) => 0.01 * (1 + Math.cos((Math.PI * iteration) / totalIterations)),
      epochs,
      iterationsPerEpoch: batchesPerEpoch(plans[0]!),
      imageShape,
      // Made here and not in worker threads, which take longer to start than so short a training lasts.
      batches: async function* (epoch) {
        const streams = plans.map((plan) => makeBatches(plan, epoch));
        for (;;) {
          const results = streams.map((stream) => stream.next());
          if (results.some(({ done }) => done)) return;
          yield results.map(({ value }) => value!);
        }
      },
      evaluate: async () => 0,
      checkpointFile: temporaryCheckpoint(),
      ...rest,
    });
    const entries = Object.entries(objective.networks).map(async ([network, each]) => [
      network,
      await exportWeights(each),
    ]);
    return { curve, state: Object.fromEntries(await Promise.all(entries)) };
  } finally {
    optimizer.dispose();
    disposeObjective(objective);
  }
}
