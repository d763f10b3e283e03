import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';
import type { Loss, LossOutput } from './loss.js';
import { checkOutput } from './validation.js';

/**
 * A loss that belongs to the batch as a whole and is no mean over its samples: checks shapes and labels, refuses sample
 * weights, and leaves no other tensor behind.
 *
 * @param name of the loss, for the message.
 */
export function wholeBatch(name: string, lossOfBatch: (output: LossOutput, labels: tf.Tensor1D) => tf.Scalar): Loss {
  return (output, labels, sampleWeights) => {
    if (sampleWeights) {
      throw new InputError(
        `The loss ${name} is no mean over samples and cannot weigh mixed images: train without mixing, or with another loss.`,
      );
    }
    checkOutput(output, labels);
    return tf.tidy(() => lossOfBatch(output, labels));
  };
}
