import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';
import type { LossOutput } from './loss.js';

/** The class count for which the labels behind a tensor's data were last found valid. */
const checkedLabels = new WeakMap<object, number>();

function checkLabels(labels: ArrayLike<number>, classCount: number): void {
  for (let sample = 0; sample < labels.length; sample++) {
    const label = labels[sample]!;
    if (!(label >= 0 && label < classCount))
      throw new InputError(
        `Label ${label} of sample ${sample} is outside 0 … ${classCount - 1}: check that data set and model have the same classes.`,
      );
  }
}

/**
 * Labels as a loss takes them, [n] int32; the caller disposes the tensor. They are checked here, on the host, so that
 * no step has to read them back from a graphics card.
 *
 * @throws InputError for a label outside 0 … classCount-1.
 */
export function labelsTensor(labels: Int32Array, classCount: number): tf.Tensor1D {
  checkLabels(labels, classCount);
  const tensor = tf.tensor1d(labels, 'int32');
  checkedLabels.set(tensor.dataId, classCount);
  return tensor;
}

/** @throws InputError when the labels lie on a graphics card, which is read asynchronously only. */
function readLabels(labels: tf.Tensor1D): ArrayLike<number> {
  try {
    return labels.dataSync();
  } catch (error) {
    throw new InputError(
      'The labels lie on the graphics card, where a loss cannot check them: make them with labelsTensor.',
      { cause: error },
    );
  }
}

/**
 * @throws InputError unless logits are [n, K] with n and K above zero, labels are n integers of 0 … K-1, and sample
 * weights, if any, are [n]. Labels that `labelsTensor` did not check are read, once per tensor.
 */
export function checkOutput({ logits }: LossOutput, labels: tf.Tensor1D, sampleWeights?: tf.Tensor1D): void {
  const [sampleCount, classCount] = logits.shape;
  if (logits.rank !== 2 || !sampleCount || !classCount) {
    throw new InputError(`Logits have shape [${logits.shape}]: give a non-empty matrix of samples by classes.`);
  }
  if (labels.rank !== 1 || labels.shape[0] !== sampleCount || labels.dtype !== 'int32') {
    throw new InputError(
      `Labels are ${labels.dtype} of shape [${labels.shape}]: give ${sampleCount} int32 labels, one for each row of logits.`,
    );
  }
  if (sampleWeights && (sampleWeights.rank !== 1 || sampleWeights.shape[0] !== sampleCount)) {
    throw new InputError(
      `Sample weights have shape [${sampleWeights.shape}]: give ${sampleCount}, one for each row of logits.`,
    );
  }
  if (checkedLabels.get(labels.dataId) === classCount) return;
  checkLabels(readLabels(labels), classCount);
  checkedLabels.set(labels.dataId, classCount);
}

/**
 * The features [n, d] of an output, for the losses that need them.
 *
 * @throws InputError when the output has none, or another number of rows than its logits.
 */
export function featuresOf({ logits, features }: LossOutput): tf.Tensor2D {
  if (features?.rank !== 2 || features.shape[0] !== logits.shape[0]) {
    throw new InputError(
      `Features have shape [${features?.shape ?? ''}]: this loss needs a matrix of ${logits.shape[0]} rows, one for each row of logits.`,
    );
  }
  return features;
}

/**
 * The class weights W [K, d] of an output, for the losses that need them.
 *
 * @throws InputError when the output has none, or another number of rows than its logits have columns.
 */
export function classWeightsOf({ logits, classWeights }: LossOutput): tf.Tensor2D {
  if (classWeights?.rank !== 2 || classWeights.shape[0] !== logits.shape[1]) {
    throw new InputError(
      `Class weights have shape [${classWeights?.shape ?? ''}]: this loss needs a matrix of ${logits.shape[1]} rows, one for each class.`,
    );
  }
  return classWeights;
}

/** @throws InputError unless every class has a whole, positive number of training samples. */
export function checkCounts(counts: readonly number[]): void {
  const wrong = counts.findIndex((count) => !Number.isInteger(count) || count < 1);
  if (wrong >= 0) {
    throw new InputError(
      `The count of class ${wrong} is ${counts[wrong]}: every class needs a whole number of training samples, at least one.`,
    );
  }
}

/** @throws InputError unless there is one count for each column of the logits. */
export function checkClassCount({ logits }: LossOutput, counts: readonly number[]): void {
  if (logits.rank === 2 && logits.shape[1] !== counts.length) {
    throw new InputError(
      `There are ${counts.length} class counts for logits of ${logits.shape[1]} classes: give one count for each class.`,
    );
  }
}
