import * as tf from '@tensorflow/tfjs-core';
import { valuesOfSamples } from './class-values.js';
import type { Loss, LossOutput } from './loss.js';
import { type Reduction, sumToClassCount } from './reduction.js';
import { checkOutput } from './validation.js';

export interface BatchMeanOptions {
  /** One weight w for each class, finite and above zero. Default: none. */
  classWeights?: readonly number[];
  /** What the weighted losses are divided by. Default `batch-mean`. */
  reduction?: Reduction;
}

/**
 * The loss of a batch from the losses of its samples: checks shapes and labels, weights by class and by sample, reduces,
 * and leaves no other tensor behind.
 *
 * @param lossesOfSamples from output and labels to [n].
 */
export function batchMean(
  lossesOfSamples: (output: LossOutput, labels: tf.Tensor1D) => tf.Tensor1D,
  { classWeights, reduction = 'batch-mean' }: BatchMeanOptions = {},
): Loss {
  const weights = classWeights && (reduction === 'batch-mean' ? sumToClassCount(classWeights) : classWeights);
  return (output, labels, sampleWeights) => {
    checkOutput(output, labels, sampleWeights);
    return tf.tidy(() => {
      const losses = lossesOfSamples(output, labels);
      const shares = sampleWeights ? tf.mul(losses, sampleWeights) : losses;
      if (!weights) return tf.mean(shares);
      const weightsOfSamples = valuesOfSamples(weights, labels);
      const weighted = tf.mul(shares, weightsOfSamples);
      return reduction === 'weighted-mean' ? tf.div(tf.sum(weighted), tf.sum(weightsOfSamples)) : tf.mean(weighted);
    });
  };
}
