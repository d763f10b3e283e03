import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { defineLoss } from './loss.js';
import { softmaxCrossEntropy } from './softmax-cross-entropy.js';
import { checkLogitsAndLabels } from './validation.js';

/**
 * Softmax cross-entropy, the mean over the batch of −log softmax(logits)[label]; called Softmax, CE or ERM in tables.
 *
 * @param logits [n, K].
 * @param labels [n], int32.
 * @throws InputError for a label outside 0 … K-1 and for shapes that do not fit.
 */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  checkLogitsAndLabels(logits, labels);
  return tf.tidy(() => tf.mean(softmaxCrossEntropy(logits, labels)));
}

export const crossEntropyDefinition = defineLoss({
  options: z.strictObject({}),
  create: () => crossEntropy,
});
