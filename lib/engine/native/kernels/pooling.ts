import type * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../backend.js';
import { type PoolingAttributes, poolingGeometry } from './geometry.js';
import { addKernel, replaceKernel } from './replace.js';

type ImageKernel = 'maxPool' | 'averagePool' | 'subsample';
type Gradient = 'averagePoolGradient' | 'subsampleGradient';

function forward(
  backend: NativeBackend,
  kernel: ImageKernel,
  x: tf.TensorInfo,
  attributes: PoolingAttributes,
  outputChannels?: number,
): tf.TensorInfo {
  const { geometry, outputShape } = poolingGeometry(x.shape, attributes, outputChannels);
  const { info, values } = backend.output(outputShape);
  backend.addon[kernel](backend.input(x), values, geometry);
  return info;
}

function backward(
  backend: NativeBackend,
  kernel: Gradient,
  dy: tf.TensorInfo,
  inputShape: number[],
  attributes: PoolingAttributes,
): tf.TensorInfo {
  const { geometry } = poolingGeometry(inputShape, attributes, dy.shape.at(-1));
  const { info, values } = backend.output(inputShape);
  backend.addon[kernel](backend.input(dy), values, geometry);
  return info;
}

/** The window that is the whole image. */
function wholeImage([, height, width]: number[]): PoolingAttributes {
  return { filterSize: [height!, width!], strides: 1, pad: 'valid' };
}

/** Every second pixel. */
const secondPixels: PoolingAttributes = { filterSize: 1, strides: 2, pad: 'valid' };

/**
 * Maximum and average pooling with their gradients, pooling over the whole image, and the parameter-free shortcut of a
 * residual network. The stock gradient of average pooling divides by the whole window at the border, where its forward
 * pass does not; here both leave the padding out.
 */
export function registerPooling(): void {
  for (const [name, kernel] of [
    ['MaxPool', 'maxPool'],
    ['AvgPool', 'averagePool'],
  ] as const)
    replaceKernel<{ x: tf.TensorInfo }, PoolingAttributes>(name, ({ inputs: { x }, attrs, backend }) =>
      x.dtype === 'float32' ? forward(backend, kernel, x, attrs) : undefined,
    );
  replaceKernel<{ dy: tf.TensorInfo; input: tf.TensorInfo }, PoolingAttributes>(
    'MaxPoolGrad',
    ({ inputs: { dy, input }, attrs, backend }) => {
      const { geometry } = poolingGeometry(input.shape, attrs);
      const { info, values } = backend.output(input.shape);
      backend.addon.maxPoolGradient(backend.input(input), backend.input(dy), values, geometry);
      return info;
    },
  );
  replaceKernel<{ dy: tf.TensorInfo; input: tf.TensorInfo }, PoolingAttributes>(
    'AvgPoolGrad',
    ({ inputs: { dy, input }, attrs, backend }) => backward(backend, 'averagePoolGradient', dy, input.shape, attrs),
  );

  addKernel<{ x: tf.TensorInfo }, object>('GlobalAveragePool', ({ inputs: { x }, backend }) => {
    const pooled = forward(backend, 'averagePool', x, wholeImage(x.shape));
    return { ...pooled, shape: [x.shape[0]!, x.shape[3]!] };
  });
  addKernel<{ dy: tf.TensorInfo }, { inputShape: number[] }>(
    'GlobalAveragePoolGradient',
    ({ inputs: { dy }, attrs: { inputShape }, backend }) =>
      backward(backend, 'averagePoolGradient', dy, inputShape, wholeImage(inputShape)),
  );

  addKernel<{ x: tf.TensorInfo }, { outputChannels: number }>(
    'SubsampleShortcut',
    ({ inputs: { x }, attrs: { outputChannels }, backend }) =>
      forward(backend, 'subsample', x, secondPixels, outputChannels),
  );
  addKernel<{ dy: tf.TensorInfo }, { inputShape: number[] }>(
    'SubsampleShortcutGradient',
    ({ inputs: { dy }, attrs: { inputShape }, backend }) =>
      backward(backend, 'subsampleGradient', dy, inputShape, secondPixels),
  );
}
