import * as tf from '@tensorflow/tfjs-core';

export interface ConvolutionOptions {
  /** Step between neighbouring outputs, the same for height and width; default 1. */
  stride?: number;
  /** Zeros added on every side of the image; default 0. */
  padding?: number;
}

/**
 * Convolution of images N·H·W·C with a filter K·K·C·D, without a bias, with the same padding on all sides as in PyTorch
 * (TensorFlow's `same` pads a strided convolution on one side only); differentiable.
 */
export function convolution(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  { stride = 1, padding = 0 }: ConvolutionOptions = {},
): tf.Tensor4D {
  return tf.conv2d(x, filter, stride, padding);
}
