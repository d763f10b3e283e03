import * as tf from '@tensorflow/tfjs-core';
import type { AdjustedClassifier } from './adjusted-classifier.js';
import type { LinearHead } from './feature-bank.js';
import { type HostTensor, matrix, predictor, vector } from './predictor.js';

/** W z + b of every row z: features [n, p], weight [K, p], bias [K] → [n, K]. */
export function linearLogits(features: tf.Tensor2D, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor2D {
  return tf.add(tf.matMul(features, weight, false, true), bias);
}

/** The head of stage one as tensors on the host: weight [K, p] and bias [K], zeros where it has none. */
export function headTensors(
  { weight, bias }: LinearHead,
  classCount: number,
): { weight: HostTensor; bias: HostTensor } {
  return { weight: matrix(weight, classCount), bias: vector(bias ?? new Float32Array(classCount)) };
}

/** The adjusted classifier whose logits are W z + b (MARC eq. 1) with a head of its own. */
export function linearClassifier(
  head: LinearHead,
  {
    classCount,
    parameterCount = 0,
    parameters = {},
  }: { classCount: number } & Partial<Pick<AdjustedClassifier, 'parameterCount' | 'parameters'>>,
): AdjustedClassifier {
  const logits = predictor(
    headTensors(head, classCount),
    (features, { weight, bias }) => linearLogits(features, weight, bias),
    { classCount, featureSize: head.weight.length / classCount },
  );
  return { logits, parameterCount, parameters };
}

/** The head with row k of W multiplied by `scales[k]`, and b likewise. */
export function scaledHead({ weight, bias }: LinearHead, scales: ArrayLike<number>): LinearHead {
  const featureSize = weight.length / scales.length;
  return {
    weight: weight.map((value, i) => value * scales[Math.floor(i / featureSize)]!),
    bias: bias?.map((value, k) => value * scales[k]!) ?? null,
  };
}

/** The head with `offsets[k]` added to the logit of class k. */
export function offsetHead({ weight, bias }: LinearHead, offsets: ArrayLike<number>): LinearHead {
  return { weight, bias: Float32Array.from(offsets, (offset, k) => (bias ? bias[k]! : 0) + offset) };
}
