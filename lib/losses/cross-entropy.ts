import { z } from 'zod';
import { batchMean } from './batch-mean.js';
import { defineLoss, type Loss } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';

/** Softmax cross-entropy; called Softmax, CE or ERM in tables. */
export const crossEntropy: Loss = batchMean(({ logits }, labels) => softmaxCrossEntropy(logits, labels));

export const crossEntropyDefinition = defineLoss({
  formula: '−log softmax(z)_y',
  source: 'the baseline of every paper; also Softmax, CE or ERM',
  papers: ['marc', 'dbm', 'unimix', 'logit-adjustment', 'mislas'],
  options: z.strictObject({}),
  create: () => crossEntropy,
});
