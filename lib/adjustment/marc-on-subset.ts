import { z } from 'zod';
import { defineAdjustment } from './definition.js';
import type { FeatureBank } from './feature-bank.js';
import { gatherRows } from './gather-rows.js';
import { marc } from './marc.js';

/**
 * The first training samples of each class, so many that they fall exponentially by the imbalance factor; all where there
 * are fewer, and one at the least. The test split stays. Where a bank holds the images of a published CIFAR-LT subset,
 * these are the images of the more imbalanced one.
 */
function longTailedBank(bank: FeatureBank, imbalanceFactor: number): FeatureBank {
  const { classCounts, featureSize, train } = bank;
  const ranked = [...classCounts.keys()].sort((a, b) => classCounts[b]! - classCounts[a]! || a - b);
  const largest = classCounts[ranked[0]!]!;
  const counts = classCounts.map((count, label) => {
    const share = ranked.indexOf(label) / Math.max(1, classCounts.length - 1);
    return Math.max(1, Math.min(count, Math.trunc(largest * (1 / imbalanceFactor) ** share)));
  });
  const seen = classCounts.map(() => 0);
  const rows = Int32Array.from(train.labels.keys()).filter((row) => {
    const label = train.labels[row]!;
    return seen[label]!++ < counts[label]!;
  });
  return { ...bank, classCounts: counts, train: { ...gatherRows(train, rows, featureSize), count: rows.length } };
}

/**
 * MARC learned on fewer images than stage one saw, with a longer tail: how much of what MARC reaches is owed to the
 * features it starts from.
 */
export const marcOnSubset = defineAdjustment({
  formula: 'ω_j η_j + β_j ‖W_j‖ of a stage one on more balanced data, learned as marc on a subset with a longer tail',
  source: 'Wang et al., Margin Calibration for Long-Tailed Visual Recognition, ACML 2022, table 7',
  papers: ['marc'],
  options: z.strictObject({
    ...marc.options.shape,
    imbalanceFactor: z.number().min(1).default(200).describe('largest class count over smallest in the subset'),
  }),
  fit: async (bank, { imbalanceFactor, ...options }, context) =>
    marc.fit(longTailedBank(bank, imbalanceFactor), options, context),
});
