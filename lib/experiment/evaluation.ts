import type { FeatureBank } from '../adjustment/index.js';
import { type Batches, createBatches, type Dataset } from '../data/index.js';
import type { Model } from '../models/index.js';
import { type Prediction, predict } from '../training/index.js';
import { asLinear, explains, readHead } from './classifier.js';
import type { StageOneConfiguration } from './configuration.js';
import type { TrainingSet } from './training-set.js';

/** What a model says of both splits, as they are, without augmentation. */
export interface Evaluation {
  train(): Promise<Prediction>;
  test(): Promise<Prediction>;
  /** Both splits and the head, and whether the head alone gives the logits, as stage two needs it. */
  bank(): Promise<{ bank: FeatureBank; train: Prediction; test: Prediction; linear: boolean }>;
  close(): Promise<void>;
}

/** Inference keeps no activations for a backward pass; larger batches gain nothing. */
const batchSize = 200;

export function createEvaluation(
  model: Model,
  dataset: Dataset,
  { classCounts, indices }: TrainingSet,
  configuration: StageOneConfiguration,
): Evaluation {
  const splits = {
    train: createBatches(dataset, { indices, batchSize }),
    test: createBatches(dataset, { split: 'test', batchSize }),
  };
  const { imageShape } = dataset;
  const evaluate = async (split: Batches, count: number) =>
    asLinear(await predict(model, split, { imageShape, count }), configuration);
  return {
    train: () => evaluate(splits.train, indices.length),
    test: () => evaluate(splits.test, dataset.test.count),
    async bank() {
      const [train, test] = [await this.train(), await this.test()];
      const head = await readHead(model, configuration);
      const bank = { featureSize: model.featureSize, classCounts, train, test, head };
      return { bank, train, test, linear: explains(head, train) };
    },
    async close() {
      await Promise.all([splits.train.close(), splits.test.close()]);
    },
  };
}
