import type * as tf from '@tensorflow/tfjs-core';
import { convolution } from '../engine/index.js';
import { kaimingNormal } from './initialisers.js';
import type { ModelVariables } from './model.js';

/**
 * Which connections count for the spread of a filter's initial values: those into an output (the CIFAR ResNets of the
 * LDAM code) or those out of an input (torchvision's ImageNet ResNets).
 */
export type Fan = 'in' | 'out';

export interface ConvolutionLayerOptions {
  /** Channels in. */
  from: number;
  /** Channels out. */
  to: number;
  /** Height and width of the filter. */
  size: number;
  fan: Fan;
  /** Default 1. */
  stride?: number;
  /** Default 1; divides `from` and `to`. */
  groups?: number;
}

/** A convolution without bias, padded by half its filter, with Kaiming-normal initial values, as `name.weight`. */
export function convolutionLayer(
  variables: ModelVariables,
  name: string,
  { from, to, size, fan, stride = 1, groups = 1 }: ConvolutionLayerOptions,
): (x: tf.Tensor4D) => tf.Tensor4D {
  const channels = from / groups;
  const initialise = kaimingNormal({ fan: size * size * (fan === 'in' ? channels : to) });
  const filter = variables.parameter<tf.Rank.R4>(`${name}.weight`, [size, size, channels, to], initialise);
  return (x) => convolution(x, filter, { stride, padding: Math.floor(size / 2), groups });
}
