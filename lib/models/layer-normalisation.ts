import type * as tf from '@tensorflow/tfjs-core';
import { layerNorm } from '../engine/index.js';
import { constant } from './initialisers.js';
import type { ModelVariables } from './model.js';

export interface LayerNormalisationOptions {
  /** Length of the last axis. */
  size: number;
  /** Added to the variance. */
  epsilon: number;
}

/** Normalises the last axis, then scales and shifts it by `name.weight` and `name.bias`, which start as 1 and 0. */
export function layerNormalisation(
  variables: ModelVariables,
  name: string,
  { size, epsilon }: LayerNormalisationOptions,
): (x: tf.Tensor2D) => tf.Tensor2D {
  const scale = variables.parameter<tf.Rank.R1>(`${name}.weight`, [size], constant(1));
  const offset = variables.parameter<tf.Rank.R1>(`${name}.bias`, [size], constant(0));
  return (x) => layerNorm(x, scale, offset, { epsilon });
}
