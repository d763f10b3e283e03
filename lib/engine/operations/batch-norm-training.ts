import * as tf from '@tensorflow/tfjs-core';
import { type BatchNormOptions, checkShapes } from './batch-norm-options.js';
import { hasKernel, runKernel } from './has-kernel.js';

export interface BatchNormTrainingResult<T extends tf.Tensor> {
  output: T;
  /** Mean of the batch by channel. */
  mean: tf.Tensor1D;
  /** Biased variance of the batch by channel; PyTorch's running variance takes n / (n - 1) of it. */
  variance: tf.Tensor1D;
}

tf.registerGradient({
  kernelName: 'BatchNormTraining',
  inputsToSave: ['x', 'scale', 'offset'],
  outputsToSave: [true, true, true],
  gradFunc: (dys, saved, attributes) => {
    const [x, scale, offset, output, mean, variance] = saved;
    const dy = (dys as tf.Tensor[])[0]!;
    // One pass gives all gradients, so it runs here and not when the first of them is asked for.
    const [dx, dScale, dOffset, dResidual = dy] = runKernel<tf.Tensor[]>(
      'BatchNormTrainingGradient',
      { x, scale, offset, mean, variance, output, dy },
      attributes,
    );
    return { x: () => dx!, scale: () => dScale!, offset: () => dOffset!, residual: () => dResidual.clone() };
  },
});

/**
 * Normalises each channel (the last axis) by the mean and the biased variance of the batch, then scales and shifts, adds
 * the residual, and applies ReLU: y = relu(scale · (x - mean) / √(variance + ε) + offset + residual).
 *
 * Differentiable in x, scale, offset and residual through `output`; mean and variance count as constants.
 *
 * Source: Ioffe & Szegedy 2015, algorithm 1; ε as in PyTorch.
 *
 * @throws InputError when shapes do not fit.
 */
export function batchNormTraining<T extends tf.Tensor>(
  x: T,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  { residual, relu = false, epsilon = 1e-5 }: BatchNormOptions = {},
): BatchNormTrainingResult<T> {
  checkShapes('batchNormTraining', x, { scale, offset }, residual);
  if (hasKernel('BatchNormTraining')) {
    const attributes = { relu, epsilon, residual: residual !== undefined };
    const outputs = runKernel<tf.Tensor[]>('BatchNormTraining', { x, scale, offset, residual }, attributes);
    return { output: outputs[0] as T, mean: outputs[1] as tf.Tensor1D, variance: outputs[2] as tf.Tensor1D };
  }
  return tf.tidy(() => {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const mean = tf.mean<tf.Tensor1D>(x, axes);
    const centred = tf.sub(x, mean);
    const variance = tf.mean<tf.Tensor1D>(tf.square(centred), axes);
    let output = tf.add(tf.mul(centred, tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)))), offset);
    if (residual) output = tf.add(output, residual);
    if (relu) output = tf.relu(output);
    return { output: output as T, mean, variance };
  });
}
