import { cifarReleases, loadDataset, longTailedClassCounts } from '../data/index.js';
import type { StageOneConfiguration } from './configuration.js';
import { trainingSet } from './training-set.js';

/** Images of the long-tailed training set and of the test split, known without the files of CIFAR. */
export async function imageCounts(data: StageOneConfiguration['data']): Promise<{ train: number; test: number }> {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  if (data.dataset === 'digits') {
    const digits = await loadDataset('digits');
    return { train: sum(trainingSet(digits, data).classCounts), test: digits.test.count };
  }
  const { classCount } = cifarReleases[data.dataset];
  return { train: sum(longTailedClassCounts({ ...data, classCount, maxCount: 50_000 / classCount })), test: 10_000 };
}
