import type * as tf from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, convolutionGeometry } from './geometry.js';
import { replaceKernel } from './replace.js';

/** Convolution and its two gradients, for every filter size, stride, padding, dilation and number of channels. */
export function registerConvolution(): void {
  replaceKernel<{ x: tf.TensorInfo; filter: tf.TensorInfo }, ConvolutionAttributes>(
    'Conv2D',
    ({ inputs: { x, filter }, attrs, backend }) => {
      const plan = convolutionGeometry(x.shape, filter.shape, attrs);
      if (!plan) return undefined;
      const { info, values } = backend.output(plan.outputShape);
      backend.addon.convolution(backend.input(x), backend.input(filter), values, plan.geometry);
      return info;
    },
  );

  replaceKernel<{ dy: tf.TensorInfo; filter: tf.TensorInfo }, ConvolutionAttributes & { inputShape: number[] }>(
    'Conv2DBackpropInput',
    ({ inputs: { dy, filter }, attrs, backend }) => {
      const plan = convolutionGeometry(attrs.inputShape, filter.shape, attrs);
      if (!plan) return undefined;
      const { info, values } = backend.output(attrs.inputShape);
      backend.addon.convolutionInputGradient(backend.input(dy), backend.input(filter), values, plan.geometry);
      return info;
    },
  );

  replaceKernel<{ x: tf.TensorInfo; dy: tf.TensorInfo }, ConvolutionAttributes & { filterShape: number[] }>(
    'Conv2DBackpropFilter',
    ({ inputs: { x, dy }, attrs, backend }) => {
      const plan = convolutionGeometry(x.shape, attrs.filterShape, attrs);
      if (!plan) return undefined;
      const { info, values } = backend.output(attrs.filterShape);
      backend.addon.convolutionFilterGradient(backend.input(x), backend.input(dy), values, plan.geometry);
      return info;
    },
  );
}
