import type * as tf from '@tensorflow/tfjs-core';
import type { Mode } from './model.js';

/** Images to images, [batch, height, width, channels] both. */
export type ImageLayer = (x: tf.Tensor4D, mode: Mode) => tf.Tensor4D;

/** The layer that runs others one after another. */
export function inSequence(layers: readonly ImageLayer[]): ImageLayer {
  return (x, mode) => layers.reduce((hidden, layer) => layer(hidden, mode), x);
}
