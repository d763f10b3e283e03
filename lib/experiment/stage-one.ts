import { join } from 'node:path';
import { saveFeatureBank } from '../adjustment/index.js';
import { loadDataset } from '../data/index.js';
import { weightNorms } from '../metrics/index.js';
import { saveWeights } from '../models/index.js';
import { createOptimizer, createSchedule } from '../optimization/index.js';
import { disposeObjective, type EpochSummary, trainedParameters, trainStageOne } from '../training/index.js';
import { artifact } from './artifact.js';
import type { StageOneConfiguration } from './configuration.js';
import { createEvaluation } from './evaluation.js';
import { measure } from './measurements.js';
import type { RunEvent } from './messages.js';
import type { RunRecord } from './record.js';
import { runObjective } from './run-objective.js';
import { createStreams } from './streams.js';
import { trainingSet } from './training-set.js';

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
  const { epochs, evaluateEvery } = configuration;
  const dataset = await loadDataset(configuration.data.dataset, { dataFolder });
  const images = trainingSet(dataset, configuration.data);
  const { classCounts } = images;
  const objective = runObjective(configuration, dataset, classCounts);
  const { model } = objective;
  const { classCount } = model;
  const optimizer = createOptimizer(trainedParameters(objective), configuration.optimizer);
  const streams = createStreams(dataset, images.indices, configuration);
  const evaluation = createEvaluation(model, dataset, images, configuration);
  try {
    const curve = await trainStageOne(objective, {
      optimizer,
      schedule: createSchedule(configuration.schedule),
      epochs,
      iterationsPerEpoch: streams.batchesPerEpoch,
      imageShape: dataset.imageShape,
      batches: (epoch) => streams.epoch(epoch),
      evaluate: async () => measure(await evaluation.test(), { classCount, weightNorms: null }).accuracy,
      evaluateEvery,
      checkpointFile: join(folder, 'checkpoint.safetensors'),
      onStep: (progress) => onEvent({ type: 'step', progress }),
      onEpoch: ({ epoch, testAccuracy }) => onEvent({ type: 'epoch', epoch, epochs, testAccuracy }),
    });
    const { bank, train, test, linear } = await evaluation.bank();
    const norms = weightNorms(bank.head.weight, { classCount });
    const total = trainedParameters(objective).reduce((sum, [, { size }]) => sum + size, 0);
    return {
      classCounts,
      parameterCount: { trained: total, total },
      classWeightNorms: norms,
      curve,
      bestEpoch: bestEpoch(curve),
      train: measure(train, { classCount, weightNorms: norms }),
      test: measure(test, { classCount, weightNorms: norms }),
      artifacts: {
        weights: await artifact(join(folder, 'weights.safetensors'), (path) => saveWeights(model, path)),
        // Half precision everywhere: a bank in the repository and one made here are the same numbers.
        ...(linear && {
          bank: await artifact(join(folder, bankFile), (path) => saveFeatureBank(path, bank, { features: 'F16' })),
        }),
      },
    };
  } finally {
    await Promise.all([streams.close(), evaluation.close()]);
    optimizer.dispose();
    disposeObjective(objective);
  }
}

function bestEpoch(curve: EpochSummary[]): { epoch: number; testAccuracy: number } {
  const evaluated = curve.flatMap(({ epoch, testAccuracy }) =>
    testAccuracy === undefined ? [] : [{ epoch, testAccuracy }],
  );
  return evaluated.reduce((best, each) => (each.testAccuracy > best.testAccuracy ? each : best));
}
