import * as tf from '@tensorflow/tfjs-core';
import { kaimingNormal, parameterStream, symmetricUniform } from './initialisers.js';
import type { ModelVariables } from './model.js';

export interface HeadOptions {
  featureSize: number;
  classCount: number;
  /** Seed of the initial values. */
  seed: number;
}

export type Head = (features: tf.Tensor2D) => tf.Tensor2D;

/**
 * η = W z + b (MARC eq. 1), as `linear.weight` [classes, features] and `linear.bias`. W starts Kaiming-normal, as the
 * CIFAR ResNets of the LDAM code do it, and b uniform in ±1/√p, PyTorch's default.
 */
export function linearHead(variables: ModelVariables, { featureSize, classCount, seed }: HeadOptions): Head {
  const weights = kaimingNormal(parameterStream(seed, 'linear.weight'), classCount * featureSize, {
    fanIn: featureSize,
  });
  const biases = symmetricUniform(parameterStream(seed, 'linear.bias'), classCount, {
    bound: 1 / Math.sqrt(featureSize),
  });
  const weight = variables.parameter<tf.Rank.R2>('linear.weight', [classCount, featureSize], weights);
  const bias = variables.parameter<tf.Rank.R1>('linear.bias', [classCount], biases);
  return (features) => tf.add(tf.matMul(features, weight, false, true), bias);
}

export interface CosineHeadOptions extends HeadOptions {
  /** Factor s on the cosines; losses with margins apply their own and want 1. Default 1. */
  scale?: number;
}

/** Lengths below this count as this, as in PyTorch's `normalize`: a zero vector stays zero. */
const shortestLength = 1e-12;

function normaliseRows(rows: tf.Tensor2D): tf.Tensor2D {
  // max(‖·‖², ε²) before the root keeps the gradient of a zero row finite.
  const squared = tf.maximum(tf.sum(tf.square(rows), 1, true), shortestLength ** 2);
  return tf.mul(rows, tf.rsqrt(squared));
}

/**
 * η_k = s cos(W_k, z), without bias: `NormedLinear` of the LDAM and DBM codes, there stored transposed
 * [features, classes]; its rows start uniform in [−1, 1), scaled to length one.
 */
export function cosineHead(
  variables: ModelVariables,
  { featureSize, classCount, seed, scale = 1 }: CosineHeadOptions,
): Head {
  const stream = parameterStream(seed, 'linear.weight');
  const weights = symmetricUniform(stream, classCount * featureSize, { bound: 1 });
  for (let k = 0; k < classCount; k++) {
    const row = weights.subarray(k * featureSize, (k + 1) * featureSize);
    const length = Math.hypot(...row);
    row.forEach((value, i) => {
      row[i] = value / length;
    });
  }
  const weight = variables.parameter<tf.Rank.R2>('linear.weight', [classCount, featureSize], weights);
  return (features) => tf.mul(tf.matMul(normaliseRows(features), normaliseRows(weight), false, true), scale);
}
