import type { FeatureBank } from '../adjustment/index.js';
import { createBatches, loadDataset } from '../data/index.js';
import { InputError } from '../errors.js';
import { loadWeights } from '../models/index.js';
import { disposeObjective, predict, type RunningStatistics, shiftBatchNorm } from '../training/index.js';
import { asLinear, explains, readHead } from './classifier.js';
import type { StageTwoConfiguration } from './configuration.js';
import { createRunObjective, evaluationBatch, longTailed } from './stage-one.js';

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
  const { classCounts, indices } = longTailed(dataset, base.data);
  const { imageShape } = dataset;
  const objective = createRunObjective(base, dataset, classCounts);
  const { model } = objective;
  const shifting = createBatches(dataset, { indices, batchSize, sampler, augmentation, seed, epochs });
  const trainSplit = createBatches(dataset, { indices, batchSize: evaluationBatch });
  const testSplit = createBatches(dataset, { split: 'test', batchSize: evaluationBatch });
  const features = async (split: typeof trainSplit, count: number) =>
    asLinear(await predict(model, split, { imageShape, count }), base);
  try {
    loadWeights(model, weights);
    const allBatches = async function* () {
      for (let epoch = 0; epoch < epochs; epoch++) yield* shifting.epoch(epoch);
    };
    const statistics = await shiftBatchNorm(model, allBatches(), { imageShape });
    const train = await features(trainSplit, indices.length);
    const test = await features(testSplit, dataset.test.count);
    const head = await readHead(model, base);
    if (!explains(head, train)) {
      throw new InputError(
        'The classifier of stage one is not one linear layer on its features, which stage two needs.',
      );
    }
    return { bank: { featureSize: model.featureSize, classCounts, train, test, head }, statistics };
  } finally {
    await Promise.all([shifting, trainSplit, testSplit].map((batches) => batches.close()));
    disposeObjective(objective);
  }
}
