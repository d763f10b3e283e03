import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';

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
 * @throws InputError unless logits are [n, K] with n and K above zero and labels are n integers of 0 … K-1. Labels that
 * `labelsTensor` did not check are read, once per tensor.
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
  checkLabels(readLabels(labels), classCount);
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
