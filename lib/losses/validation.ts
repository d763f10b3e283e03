import type * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';

/** The class count for which the labels behind a tensor's data were last found valid. */
const checkedLabels = new WeakMap<object, number>();

/**
 * @throws InputError unless logits are [n, K] with n and K above zero and labels are n integers of 0 … K-1. Labels are
 * read once per tensor, before their first use, where every engine still holds them on the host.
 */
export function checkLogitsAndLabels(logits: tf.Tensor2D, labels: tf.Tensor1D): void {
  const [sampleCount, classCount] = logits.shape;
  if (logits.rank !== 2 || !sampleCount || !classCount) {
    throw new InputError(`Logits have shape [${logits.shape}]: give a non-empty matrix of samples by classes.`);
  }
  if (labels.rank !== 1 || labels.shape[0] !== sampleCount || labels.dtype !== 'int32') {
    throw new InputError(
      `Labels are ${labels.dtype} of shape [${labels.shape}]: give ${sampleCount} int32 labels, one for each row of logits.`,
    );
  }
  if (checkedLabels.get(labels.dataId) === classCount) return;
  const values = labels.dataSync();
  const wrong = values.findIndex((label) => label < 0 || label >= classCount);
  if (wrong >= 0) {
    throw new InputError(
      `Label ${values[wrong]} of sample ${wrong} is outside 0 … ${classCount - 1}: check that data set and model have the same classes.`,
    );
  }
  checkedLabels.set(labels.dataId, classCount);
}

/** @throws InputError unless there is one whole, positive number of training samples for each class. */
export function checkClassCounts(classCounts: readonly number[], classCount: number): void {
  if (classCounts.length !== classCount) {
    throw new InputError(
      `There are ${classCounts.length} class counts for logits of ${classCount} classes: give one count for each class.`,
    );
  }
  const wrong = classCounts.findIndex((count) => !Number.isInteger(count) || count < 1);
  if (wrong >= 0) {
    throw new InputError(
      `The count of class ${wrong} is ${classCounts[wrong]}: every class needs a whole number of training samples, at least one.`,
    );
  }
}

/** @throws InputError unless there is one finite weight of at least zero for each class, and one above zero. */
export function checkClassWeights(classWeights: readonly number[], classCount: number): void {
  if (classWeights.length !== classCount) {
    throw new InputError(
      `There are ${classWeights.length} class weights for logits of ${classCount} classes: give one weight for each class.`,
    );
  }
  const wrong = classWeights.findIndex((weight) => !Number.isFinite(weight) || weight < 0);
  if (wrong >= 0) {
    throw new InputError(
      `The weight of class ${wrong} is ${classWeights[wrong]}: give a finite number, zero or above.`,
    );
  }
  if (!classWeights.some((weight) => weight > 0)) {
    throw new InputError('Every class weight is zero: give at least one class a weight above zero.');
  }
}
