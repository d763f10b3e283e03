import * as tf from '@tensorflow/tfjs-core';
import { type Initialiser, symmetricUniform } from './initialisers.js';
import type { ModelVariables } from './model.js';

export interface LinearLayerOptions {
  /** Length of a row in. */
  from: number;
  /** Length of a row out. */
  to: number;
  /** Initial weights. Default uniform in ±1/√from, PyTorch's. */
  weights?: Initialiser;
  /** Initial biases. Default uniform in ±1/√from, PyTorch's. */
  biases?: Initialiser;
}

/** W x + b of every row x, with `name.weight` [to, from] and `name.bias`: rows [batch, from] → [batch, to]. */
export function linearLayer(
  variables: ModelVariables,
  name: string,
  {
    from,
    to,
    weights = symmetricUniform({ bound: 1 / Math.sqrt(from) }),
    biases = symmetricUniform({ bound: 1 / Math.sqrt(from) }),
  }: LinearLayerOptions,
): (rows: tf.Tensor2D) => tf.Tensor2D {
  const weight = variables.parameter<tf.Rank.R2>(`${name}.weight`, [to, from], weights);
  const bias = variables.parameter<tf.Rank.R1>(`${name}.bias`, [to], biases);
  return (rows) => tf.add(tf.matMul(rows, weight, false, true), bias);
}
