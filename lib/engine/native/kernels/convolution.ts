import type * as tf from '@tensorflow/tfjs-core';
import type { Addon } from '../addon.js';
import { type ConvolutionAttributes, convolutionGeometry } from './geometry.js';
import { addKernel, type KernelCall, replaceKernel } from './replace.js';

type Function = 'convolution' | 'convolutionInputGradient' | 'convolutionFilterGradient';

/**
 * Runs one of the addon's three functions on two operands; undefined for what it does not do.
 *
 * @param inputShape shape of the images, @param filterShape of the filter, @param outputShape of the result; default
 * the shape of the convolved images.
 */
function convolve(
  name: Function & keyof Addon,
  operands: [tf.TensorInfo, tf.TensorInfo],
  { attrs, backend }: KernelCall<unknown, ConvolutionAttributes>,
  { inputShape, filterShape, outputShape }: { inputShape: number[]; filterShape: number[]; outputShape?: number[] },
): tf.TensorInfo | undefined {
  const plan = convolutionGeometry(inputShape, filterShape, attrs);
  if (!plan) return undefined;
  const { info, values } = backend.output(outputShape ?? plan.outputShape);
  backend.addon[name](backend.input(operands[0]), backend.input(operands[1]), values, plan.geometry);
  return info;
}

type Images = { x: tf.TensorInfo; filter: tf.TensorInfo };

const forward = (call: KernelCall<Images, ConvolutionAttributes>) => {
  const { x, filter } = call.inputs;
  return convolve('convolution', [x, filter], call, { inputShape: x.shape, filterShape: filter.shape });
};

/** Convolution and its two gradients, for every filter size, stride, padding, dilation, groups and channels. */
export function registerConvolution(): void {
  replaceKernel('Conv2D', forward);
  // Our own operation, whose gradient knows dilation and groups; it never asks for what the addon does not do.
  addKernel('Convolution', (call: KernelCall<Images, ConvolutionAttributes>) => forward(call)!);

  replaceKernel(
    'Conv2DBackpropInput',
    (
      call: KernelCall<{ dy: tf.TensorInfo; filter: tf.TensorInfo }, ConvolutionAttributes & { inputShape: number[] }>,
    ) => {
      const { inputs, attrs } = call;
      const { inputShape } = attrs;
      const shapes = { inputShape, filterShape: inputs.filter.shape, outputShape: inputShape };
      return convolve('convolutionInputGradient', [inputs.dy, inputs.filter], call, shapes);
    },
  );

  replaceKernel(
    'Conv2DBackpropFilter',
    (call: KernelCall<{ x: tf.TensorInfo; dy: tf.TensorInfo }, ConvolutionAttributes & { filterShape: number[] }>) => {
      const { inputs, attrs } = call;
      const { filterShape } = attrs;
      const shapes = { inputShape: inputs.x.shape, filterShape, outputShape: filterShape };
      return convolve('convolutionFilterGradient', [inputs.x, inputs.dy], call, shapes);
    },
  );
}
