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
  const classCount = dataset.classNames.length;
  const available = new Array<number>(classCount).fill(0);
  for (const label of labels) available[label]!++;
  // A step leaves half of the classes as large as the smallest of them is.
  const largest = profile === 'step' ? available.slice(0, Math.floor(classCount / 2)) : available.slice(0, 1);
  const classCounts = longTailedClassCounts({ profile, imbalanceFactor, classCount, maxCount: Math.min(...largest) });
  return { classCounts, indices: longTailedSubset(labels, classCounts, { seed: subsetSeed }) };
}
