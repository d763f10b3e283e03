import * as tf from '@tensorflow/tfjs-core';
import { type BatchNormOptions, checkShapes } from './batch-norm-options.js';
import { hasKernel, runKernel } from './has-kernel.js';

/**
 * Normalises each channel (the last axis) by given statistics, as a trained network does:
 * y = relu(scale · (x - mean) / √(variance + ε) + offset + residual). Not differentiable on engines with a kernel of their own, native and webgpu.
 *
 * @throws InputError when shapes do not fit.
 */
export function batchNormInference<T extends tf.Tensor>(
  x: T,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
  { residual, relu = false, epsilon = 1e-5 }: BatchNormOptions = {},
): T {
  checkShapes('batchNormInference', x, { scale, offset, mean, variance }, residual);
  if (hasKernel('BatchNormInference'))
    return runKernel<tf.Tensor>(
      'BatchNormInference',
      { x, scale, offset, mean, variance, residual },
      { relu, epsilon },
    ) as T;
  return tf.tidy(() => {
    const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
    let output = tf.add(tf.mul(tf.sub(x, mean), factor), offset);
    if (residual) output = tf.add(output, residual);
    return (relu ? tf.relu(output) : output) as T;
  });
}
