import type * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './one-hot.js';
import { softTargetCrossEntropy } from './soft-target-cross-entropy.js';

/** −log softmax(logits)[label] of each sample: logits [n, K], labels [n] int32 to [n]. */
export function softmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  return softTargetCrossEntropy(logits, oneHot(labels, logits.shape[1]));
}
