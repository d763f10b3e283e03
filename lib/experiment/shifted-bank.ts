import type { FeatureBank } from '../adjustment/index.js';
import { createBatches, loadDataset } from '../data/index.js';
import { InputError } from '../errors.js';
import { loadWeights } from '../models/index.js';
import { disposeObjective, type RunningStatistics, shiftBatchNorm } from '../training/index.js';
import type { StageTwoConfiguration } from './configuration.js';
import { createEvaluation } from './evaluation.js';
import { runObjective } from './run-objective.js';
import { trainingSet } from './training-set.js';

export interface ShiftedBank {
  bank: FeatureBank;
  /** Statistics of stage one, and where the batches have brought them. */
  statistics: { before: RunningStatistics; after: RunningStatistics };
}

/**
 * The feature bank of a stage-one model after the running statistics of its batch normalisations have followed
 * augmented, class-balanced batches of its training images (MiSLAS, section 3.3).
 *
 * @param weights file of the stage-one model.
 * @throws InputError when the images are not at hand, or the model is none that stage two can adjust.
 */
export async function shiftedBank(
  { base, seed }: StageTwoConfiguration,
  {
    epochs,
    batchSize,
    sampler,
    augmentation = base.augmentation,
  }: NonNullable<StageTwoConfiguration['shiftBatchNorm']>,
  { weights, dataFolder }: { weights: string; dataFolder?: string },
): Promise<ShiftedBank> {
  const dataset = await loadDataset(base.data.dataset, { dataFolder });
  const images = trainingSet(dataset, base.data);
  const objective = runObjective(base, dataset, images.classCounts);
  const { model } = objective;
  const { indices } = images;
  const shifting = createBatches(dataset, { indices, batchSize, sampler, augmentation, seed, epochs });
  const evaluation = createEvaluation(model, dataset, images, base);
  try {
    loadWeights(model, weights);
    const allBatches = async function* () {
      for (let epoch = 0; epoch < epochs; epoch++) yield* shifting.epoch(epoch);
    };
    const statistics = await shiftBatchNorm(model, allBatches(), { imageShape: dataset.imageShape });
    const { bank, linear } = await evaluation.bank();
    if (!linear) {
      throw new InputError(
        'The classifier of stage one is not one linear layer on its features, which stage two needs.',
      );
    }
    return { bank, statistics };
  } finally {
    await Promise.all([shifting.close(), evaluation.close()]);
    disposeObjective(objective);
  }
}
