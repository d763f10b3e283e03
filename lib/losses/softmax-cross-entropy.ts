import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './one-hot.js';

/**
 * −log softmax(logits)[label] of each sample: logits [n, K], labels [n] int32 to [n].
 *
 * The gradient is written out, softmax − one-hot: exact and finite for any finite logits, and one pass over the matrix
 * where automatic differentiation of the same formula takes several.
 */
export function softmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const classCount = logits.shape[1];
  const perSample = tf.customGrad<tf.Tensor1D>((input, save) => {
    const z = input as tf.Tensor2D;
    const shifted = tf.sub(z, tf.max(z, 1, true));
    const logProbability = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
    const target = oneHot(labels, classCount);
    (save as (tensors: tf.Tensor[]) => void)([logProbability, target]);
    return {
      value: tf.neg(tf.sum(tf.mul(logProbability, target), 1)) as tf.Tensor1D,
      gradFunc: (upstream: tf.Tensor1D, saved: tf.Tensor[]) =>
        tf.mul(tf.sub(tf.exp(saved[0]!), saved[1]!), tf.expandDims(upstream, 1)),
    };
  });
  return perSample(logits);
}
