import { basename, join } from 'node:path';
import { type FeatureBank, saveFeatureBank } from '../adjustment/index.js';
import {
  type Batches,
  createBatches,
  type Dataset,
  loadDataset,
  longTailedClassCounts,
  longTailedSubset,
} from '../data/index.js';
import { sha256OfFile } from '../files.js';
import { createLoss } from '../losses/index.js';
import { weightNorms } from '../metrics/index.js';
import { cifarResNet, parameterCount, saveWeights } from '../models/index.js';
import { createSchedule, Sgd } from '../optimization/index.js';
import {
  createObjective,
  disposeObjective,
  type EpochSummary,
  type Objective,
  predict,
  stateNetwork,
  trainedParameters,
  trainStageOne,
} from '../training/index.js';
import { asLinear, explains, readHead } from './classifier.js';
import type { StageOneConfiguration } from './configuration.js';
import { measure } from './measurements.js';
import type { RunEvent } from './messages.js';
import type { RunRecord } from './record.js';
import { createStreams } from './streams.js';

export type StageOneResults = Pick<
  RunRecord,
  'classCounts' | 'parameterCount' | 'classWeightNorms' | 'curve' | 'bestEpoch' | 'train' | 'test' | 'artifacts'
>;

export interface StageOneRunOptions {
  /** The run's folder: checkpoint, weights and feature bank. */
  folder: string;
  /** File name of the feature bank in that folder. */
  bankFile: string;
  dataFolder?: string;
  onEvent: (event: RunEvent) => void;
}

/** Trains a model on long-tailed images, keeps its weights and feature bank, and measures both splits. */
export async function runStageOne(
  configuration: StageOneConfiguration,
  { folder, bankFile, dataFolder, onEvent }: StageOneRunOptions,
): Promise<StageOneResults> {
  const { epochs } = configuration;
  const dataset = await loadDataset(configuration.data.dataset, { dataFolder });
  const { classCounts, indices } = longTailed(dataset, configuration.data);
  const { imageShape } = dataset;
  const objective = createRunObjective(configuration, dataset, classCounts);
  const { model } = objective;
  const optimizer = new Sgd(trainedParameters(objective), configuration.optimizer);

  const training = createStreams(dataset, indices, configuration);
  const trainSplit = createBatches(dataset, { indices, batchSize: evaluationBatch });
  const testSplit = createBatches(dataset, { split: 'test', batchSize: evaluationBatch });
  const evaluated = async (split: Batches, count: number) =>
    asLinear(await predict(model, split, { imageShape, count }), configuration);
  const predictTest = () => evaluated(testSplit, dataset.test.count);
  const predictTrain = () => evaluated(trainSplit, indices.length);
  try {
    const curve = await trainStageOne(objective, {
      optimizer,
      schedule: createSchedule(configuration.schedule),
      epochs,
      iterationsPerEpoch: training.batchesPerEpoch,
      imageShape,
      batches: (epoch) => training.epoch(epoch),
      evaluate: async () => measure(await predictTest(), { classCount: model.classCount, weightNorms: null }).accuracy,
      evaluateEvery: configuration.evaluateEvery,
      checkpointFile: join(folder, 'checkpoint.safetensors'),
      onStep: (progress) => onEvent({ type: 'step', progress }),
      onEpoch: ({ epoch, testAccuracy }) => onEvent({ type: 'epoch', epoch, epochs, testAccuracy }),
    });
    const [train, test] = [await predictTrain(), await predictTest()];
    const head = await readHead(model, configuration);
    const norms = weightNorms(head.weight, { classCount: model.classCount });
    const split = { classCount: model.classCount, weightNorms: norms };
    const total = parameterCount(model);
    return {
      classCounts,
      parameterCount: { trained: total, total },
      classWeightNorms: norms,
      curve,
      bestEpoch: bestEpoch(curve),
      train: measure(train, split),
      test: measure(test, split),
      artifacts: {
        weights: await artifact(join(folder, 'weights.safetensors'), (path) => saveWeights(model, path)),
        ...(explains(head, train) && {
          bank: await artifact(join(folder, bankFile), async (path) => {
            const bank: FeatureBank = { featureSize: model.featureSize, classCounts, train, test, head };
            // Half precision everywhere: a bank in the repository and one made here are the same numbers.
            saveFeatureBank(path, bank, { features: 'F16' });
          }),
        }),
      },
    };
  } finally {
    await Promise.all([training, trainSplit, testSplit].map((batches) => batches.close()));
    optimizer.dispose();
    disposeObjective(objective);
  }
}

/** Inference keeps no activations for a backward pass; larger batches gain nothing. */
export const evaluationBatch = 200;

export function longTailed(dataset: Dataset, { profile, imbalanceFactor, subsetSeed }: StageOneConfiguration['data']) {
  const { labels } = dataset.train;
  const classCounts = longTailedClassCounts({
    profile,
    imbalanceFactor,
    classCount: dataset.classNames.length,
    maxCount: labels.reduce((count, label) => count + Number(label === 0), 0),
  });
  return { classCounts, indices: longTailedSubset(labels, classCounts, { seed: subsetSeed }) };
}

export function createRunObjective(
  { model: { depth, head, scale }, training, loss, deferral, seed }: StageOneConfiguration,
  { imageShape: [, , inputChannels], classNames, normalisation }: Dataset,
  counts: readonly number[],
): Objective {
  const early = createLoss(loss.name, { counts, ...loss.options });
  const late = deferral?.loss ? createLoss(deferral.loss.name, { counts, ...deferral.loss.options }) : early;
  const modelOptions = { depth, head, scale, seed, inputChannels, classCount: classNames.length };
  const objective = createObjective(training.name, training.options, {
    counts,
    createModel: (changes) => cifarResNet({ ...modelOptions, ...changes }),
    modelOptions,
    normalisation,
    loss: ({ epoch }) => (deferral && epoch >= deferral.epoch ? late : early),
    seed,
  });
  const losses = { loss: early, ...(late !== early && { 'deferred-loss': late }) };
  const gathered = Object.entries(losses).flatMap(([name, { buffers }]) =>
    buffers ? [[name, stateNetwork(buffers)]] : [],
  );
  return { ...objective, networks: { ...objective.networks, ...Object.fromEntries(gathered) } };
}

export async function artifact(path: string, write: (path: string) => Promise<void>) {
  await write(path);
  return { file: basename(path), sha256: await sha256OfFile(path) };
}

function bestEpoch(curve: EpochSummary[]): { epoch: number; testAccuracy: number } {
  const evaluated = curve.flatMap(({ epoch, testAccuracy }) =>
    testAccuracy === undefined ? [] : [{ epoch, testAccuracy }],
  );
  return evaluated.reduce((best, each) => (each.testAccuracy > best.testAccuracy ? each : best));
}
