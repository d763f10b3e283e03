import type * as tf from '@tensorflow/tfjs-core';
import { type PoolingAttributes, poolingGeometry } from './geometry.js';
import { addKernel, replaceKernel } from './replace.js';

/**
 * Maximum and average pooling with their gradients, and pooling over the whole image. The stock gradient of average
 * pooling divides by the whole window at the border, where its forward pass does not; here both leave the padding out.
 */
export function registerPooling(): void {
  replaceKernel<{ x: tf.TensorInfo }, PoolingAttributes>('MaxPool', ({ inputs: { x }, attrs, backend }) => {
    if (x.dtype !== 'float32') return undefined;
    const { geometry, outputShape } = poolingGeometry(x.shape, attrs);
    const { info, values } = backend.output(outputShape);
    backend.addon.maxPool(backend.input(x), values, geometry);
    return info;
  });

  replaceKernel<{ dy: tf.TensorInfo; input: tf.TensorInfo }, PoolingAttributes>(
    'MaxPoolGrad',
    ({ inputs: { dy, input }, attrs, backend }) => {
      const { geometry } = poolingGeometry(input.shape, attrs);
      const { info, values } = backend.output(input.shape);
      backend.addon.maxPoolGradient(backend.input(input), backend.input(dy), values, geometry);
      return info;
    },
  );

  replaceKernel<{ x: tf.TensorInfo }, PoolingAttributes>('AvgPool', ({ inputs: { x }, attrs, backend }) => {
    if (x.dtype !== 'float32') return undefined;
    const { geometry, outputShape } = poolingGeometry(x.shape, attrs);
    const { info, values } = backend.output(outputShape);
    backend.addon.averagePool(backend.input(x), values, geometry);
    return info;
  });

  replaceKernel<{ dy: tf.TensorInfo; input: tf.TensorInfo }, PoolingAttributes>(
    'AvgPoolGrad',
    ({ inputs: { dy, input }, attrs, backend }) => {
      const { geometry } = poolingGeometry(input.shape, attrs);
      const { info, values } = backend.output(input.shape);
      backend.addon.averagePoolGradient(backend.input(dy), values, geometry);
      return info;
    },
  );

  addKernel<{ x: tf.TensorInfo }, object>('GlobalAveragePool', ({ inputs: { x }, backend }) => {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const { info, values } = backend.output([batch, channels]);
    backend.addon.globalAveragePool(backend.input(x), values, batch, height * width, channels);
    return info;
  });

  addKernel<{ dy: tf.TensorInfo }, { inputShape: [number, number, number, number] }>(
    'GlobalAveragePoolGradient',
    ({ inputs: { dy }, attrs: { inputShape }, backend }) => {
      const [batch, height, width, channels] = inputShape;
      const { info, values } = backend.output(inputShape);
      backend.addon.globalAveragePoolGradient(backend.input(dy), values, batch, height * width, channels);
      return info;
    },
  );
}
