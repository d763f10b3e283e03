import { type Dataset, longTailedClassCounts, longTailedSubset } from '../data/index.js';
import type { StageOneConfiguration } from './configuration.js';

export interface TrainingSet {
  classCounts: number[];
  /** Which images of the training split, class by class. */
  indices: Int32Array;
}

/** The long-tailed training set that a run cuts out of a data set. */
export function trainingSet(
  dataset: Dataset,
  { profile, imbalanceFactor, subsetSeed }: StageOneConfiguration['data'],
): TrainingSet {
  const { labels } = dataset.train;
  const classCounts = longTailedClassCounts({
    profile,
    imbalanceFactor,
    classCount: dataset.classNames.length,
    maxCount: labels.reduce((count, label) => count + Number(label === 0), 0),
  });
  return { classCounts, indices: longTailedSubset(labels, classCounts, { seed: subsetSeed }) };
}
