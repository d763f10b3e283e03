import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';
import { hasKernel, runKernel } from './has-kernel.js';

export interface ConvolutionOptions {
  /** Step between neighbouring outputs, the same for height and width; default 1. */
  stride?: number;
  /** Zeros added on every side of the image; default 0. */
  padding?: number;
  /** Step between neighbouring taps of the filter; default 1, a dense filter. */
  dilation?: number;
  /** Parts of the channels that are convolved apart from each other; default 1. Divides C and D. */
  groups?: number;
}

// TensorFlow.js's own gradient of Conv2D knows neither dilation nor groups.
tf.registerGradient({
  kernelName: 'Convolution',
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, saved, attributes) => {
    const [x, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
    const gradient = dy as tf.Tensor;
    return {
      x: () => runKernel('Conv2DBackpropInput', { dy: gradient, filter }, { ...attributes, inputShape: x.shape }),
      filter: () =>
        runKernel('Conv2DBackpropFilter', { x, dy: gradient }, { ...attributes, filterShape: filter.shape }),
    };
  },
});

function check(x: tf.Tensor4D, filter: tf.Tensor4D, groups: number): void {
  const [, , groupChannels, outputChannels] = filter.shape;
  const channels = x.shape[3];
  if (!Number.isInteger(groups) || groups < 1 || channels % groups !== 0 || outputChannels % groups !== 0)
    throw new InputError(
      `convolution: ${groups} groups do not divide ${channels} input and ${outputChannels} output channels: give a common divisor.`,
    );
  if (groupChannels * groups !== channels)
    throw new InputError(
      `convolution: a filter of the shape [${filter.shape}] in ${groups} groups wants ${groupChannels * groups} channels, but x has ${channels}: give a filter of ${channels / groups} input channels.`,
    );
}

/** The dense filter with zeros between its taps that does what `filter` does dilated. */
function spreadTaps(filter: tf.Tensor4D, dilation: number): tf.Tensor4D {
  if (dilation === 1) return filter;
  const [height, width, channels, outputs] = filter.shape;
  const spread = tf.pad(tf.reshape(filter, [height, 1, width, 1, channels * outputs]), [
    [0, 0],
    [0, dilation - 1],
    [0, 0],
    [0, dilation - 1],
    [0, 0],
  ]);
  const whole = tf.reshape(spread, [height * dilation, width * dilation, channels, outputs]) as tf.Tensor4D;
  return tf.slice(whole, 0, [(height - 1) * dilation + 1, (width - 1) * dilation + 1, channels, outputs]);
}

/**
 * Convolution of images N·H·W·C with a filter K·K·(C / groups)·D, without a bias, with the same padding on all sides as
 * in PyTorch (TensorFlow's `same` pads a strided convolution on one side only); differentiable.
 *
 * @throws InputError when groups, channels and filter do not fit together.
 */
export function convolution(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  { stride = 1, padding = 0, dilation = 1, groups = 1 }: ConvolutionOptions = {},
): tf.Tensor4D {
  check(x, filter, groups);
  if (hasKernel('Convolution'))
    return runKernel<tf.Tensor4D>(
      'Convolution',
      { x, filter },
      { strides: stride, pad: padding, dataFormat: 'NHWC', dilations: dilation },
    );
  return tf.tidy(() => {
    const dense = spreadTaps(filter, dilation);
    if (groups === 1) return tf.conv2d<tf.Tensor4D>(x, dense, stride, padding);
    const [parts, filters] = [x, dense].map((tensor) => tf.split(tensor, groups, 3)) as [tf.Tensor4D[], tf.Tensor4D[]];
    return tf.concat(
      parts.map((part, group) => tf.conv2d<tf.Tensor4D>(part, filters[group]!, stride, padding)),
      3,
    );
  });
}
