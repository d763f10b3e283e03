import { basename, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { type FeatureBank, saveFeatureBank } from '../adjustment/index.js';
import { createBatches, type Dataset, loadDataset, longTailedClassCounts, longTailedSubset } from '../data/index.js';
import { sha256OfFile } from '../files.js';
import { createLoss } from '../losses/index.js';
import { weightNorms } from '../metrics/index.js';
import { cifarResNet, type Model, parameterCount, saveWeights } from '../models/index.js';
import { createSchedule, Sgd } from '../optimization/index.js';
import { type EpochSummary, predict, trainStageOne } from '../training/index.js';
import type { StageOneConfiguration } from './configuration.js';
import { measure } from './measurements.js';
import type { RunEvent } from './messages.js';
import type { RunRecord } from './record.js';

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
  const { epochs, batchSize, seed, sampler, augmentation } = configuration;
  const dataset = await loadDataset(configuration.data.dataset, { dataFolder });
  const { classCounts, indices } = longTailed(dataset, configuration.data);
  const { imageShape } = dataset;
  const model = createModel(configuration, dataset);
  const optimizer = new Sgd(model.parameters, configuration.optimizer);

  const training = createBatches(dataset, { indices, batchSize, sampler, augmentation, seed, epochs });
  const trainSplit = createBatches(dataset, { indices, batchSize: evaluationBatch });
  const testSplit = createBatches(dataset, { split: 'test', batchSize: evaluationBatch });
  const predictTest = () => predict(model, testSplit, { imageShape, count: dataset.test.count });
  const predictTrain = () => predict(model, trainSplit, { imageShape, count: indices.length });
  try {
    const curve = await trainStageOne(model, {
      loss: createLoss(configuration.loss.name, { counts: classCounts, ...configuration.loss.options }),
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
    const head = await readHead(model);
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
        bank: await artifact(join(folder, bankFile), async (path) => {
          const bank: FeatureBank = { featureSize: model.featureSize, classCounts, train, test, head };
          // Half precision everywhere: a bank in the repository and one made here are the same numbers.
          saveFeatureBank(path, bank, { features: 'F16' });
        }),
      },
    };
  } finally {
    await Promise.all([training, trainSplit, testSplit].map((batches) => batches.close()));
    optimizer.dispose();
    model.dispose();
  }
}

/** Inference keeps no activations for a backward pass; larger batches gain nothing. */
const evaluationBatch = 200;

function longTailed(dataset: Dataset, { profile, imbalanceFactor, subsetSeed }: StageOneConfiguration['data']) {
  const { labels } = dataset.train;
  const classCounts = longTailedClassCounts({
    profile,
    imbalanceFactor,
    classCount: dataset.classNames.length,
    maxCount: labels.reduce((count, label) => count + Number(label === 0), 0),
  });
  return { classCounts, indices: longTailedSubset(labels, classCounts, { seed: subsetSeed }) };
}

function createModel({ model: { depth, head, scale }, seed }: StageOneConfiguration, dataset: Dataset): Model {
  const [, , inputChannels] = dataset.imageShape;
  return cifarResNet({ depth, head, scale, seed, inputChannels, classCount: dataset.classNames.length });
}

async function readHead(model: Model): Promise<FeatureBank['head']> {
  const head = tf.tidy(() => ({ weight: tf.clone(model.classWeights), bias: model.classBiases?.clone() }));
  const [weight, bias] = await Promise.all([head.weight.data<'float32'>(), head.bias?.data<'float32'>()]);
  tf.dispose(head);
  return { weight: Float32Array.from(weight), bias: bias ? Float32Array.from(bias) : null };
}

async function artifact(path: string, write: (path: string) => Promise<void>) {
  await write(path);
  return { file: basename(path), sha256: await sha256OfFile(path) };
}

function bestEpoch(curve: EpochSummary[]): { epoch: number; testAccuracy: number } {
  const evaluated = curve.flatMap(({ epoch, testAccuracy }) =>
    testAccuracy === undefined ? [] : [{ epoch, testAccuracy }],
  );
  return evaluated.reduce((best, each) => (each.testAccuracy > best.testAccuracy ? each : best));
}
