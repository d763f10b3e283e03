import { type BatchMeanOptions, batchMean } from './batch-mean.js';
import type { Loss } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Cross-entropy weighted by class, see `batchMean`. */
export function weightedCrossEntropy(options: BatchMeanOptions): Loss {
  return batchMean(({ logits }, labels) => softmaxCrossEntropy(logits, labels), options);
}
