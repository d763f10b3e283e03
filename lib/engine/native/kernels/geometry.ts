import * as tf from '@tensorflow/tfjs-core';
import type { Geometry } from '../addon.js';

type Conv2DInfo = tf.backend_util.Conv2DInfo;

/** The attributes that tfjs gives to convolutions and to their gradients, which lack the dilations. */
export interface ConvolutionAttributes {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The attributes of pooling kernels. */
export interface PoolingAttributes extends Omit<ConvolutionAttributes, 'dataFormat'> {
  filterSize: number | [number, number];
}

// Larger filters exceed the addon's table of taps; no network has them.
const maxFilterTaps = 4096;

function geometryOf(info: Conv2DInfo, outputChannels: number, groups = 1): Geometry {
  return Int32Array.of(
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels],
    ...[info.filterHeight, info.filterWidth],
    ...[info.outHeight, info.outWidth, outputChannels],
    ...[info.strideHeight, info.strideWidth],
    ...[info.padInfo.top, info.padInfo.left],
    ...[info.dilationHeight, info.dilationWidth],
    groups,
  );
}

/** Shape of the result and geometry of a convolution; undefined for what the addon does not do. */
export function convolutionGeometry(
  inputShape: number[],
  filterShape: number[],
  { strides, pad, dataFormat, dilations = 1, dimRoundingMode }: ConvolutionAttributes,
): { geometry: Geometry; outputShape: number[] } | undefined {
  if (dataFormat === 'NCHW' || filterShape[0]! * filterShape[1]! > maxFilterTaps) return undefined;
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  // As in PyTorch, a filter has the channels of one group.
  const groups = info.inChannels / filterShape[2]!;
  return { geometry: geometryOf(info, info.outChannels, groups), outputShape: info.outShape };
}

/** Shape of the result and geometry of a pooling; a shortcut may give more channels than it gets. */
export function poolingGeometry(
  inputShape: number[],
  { filterSize, strides, pad, dilations = 1, dimRoundingMode }: PoolingAttributes,
  outputChannels = inputShape[3]!,
): { geometry: Geometry; outputShape: number[] } {
  const info = tf.backend_util.computePool2DInfo(
    inputShape as [number, number, number, number],
    filterSize,
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const outputShape = [...info.outShape.slice(0, 3), outputChannels];
  return { geometry: geometryOf(info, outputChannels), outputShape };
}
