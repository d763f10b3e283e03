import * as tf from '@tensorflow/tfjs-core';
import { composeKernel } from './compose-kernel.js';

interface Attributes {
  epsilon: number;
  relu: boolean;
}

/**
 * Batch normalisation as one operation, composed: written out, TensorFlow.js would keep five images a layer for the
 * gradient instead of two, and the memory of this engine ends at 4 GiB.
 */
export function registerBatchNormalization(): void {
  composeKernel<{ x: tf.Tensor; scale: tf.Tensor; offset: tf.Tensor; residual?: tf.Tensor }, Attributes>(
    'BatchNormTraining',
    ({ x, scale, offset, residual }, { epsilon, relu }) => {
      const axes = x.shape.slice(0, -1).map((_, axis) => axis);
      const mean = tf.mean(x, axes);
      const variance = tf.tidy(() => tf.mean(tf.square(tf.sub(x, mean)), axes));
      const output = tf.tidy(() => {
        const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
        let sum = tf.add(tf.mul(tf.sub(x, mean), factor), offset);
        if (residual) sum = tf.add(sum, residual);
        return relu ? tf.relu(sum) : sum;
      });
      return [output, mean, variance];
    },
  );

  // With x̂ = (x - mean) / σ, n rows and dz the gradient where the output was positive:
  // dOffset = Σ dz, dScale = Σ dz · x̂, dx = scale / σ · (dz - dOffset / n - x̂ · dScale / n), dResidual = dz.
  composeKernel<
    { x: tf.Tensor; scale: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor; output: tf.Tensor; dy: tf.Tensor },
    Attributes & { residual: boolean }
  >('BatchNormTrainingGradient', ({ x, scale, mean, variance, output, dy }, { epsilon, relu, residual }) => {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const rows = x.size / scale.size;
    const dz = relu ? tf.mul(dy, tf.step(output)) : dy;
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const dOffset = tf.sum(dz, axes);
    const dScale = tf.tidy(() => tf.mul(tf.sum(tf.mul(dz, tf.sub(x, mean)), axes), inverse));
    const dx = tf.tidy(() => {
      const slope = tf.mul(inverse, tf.div(dScale, rows));
      const centred = tf.sub(tf.sub(dz, tf.div(dOffset, rows)), tf.mul(tf.sub(x, mean), slope));
      return tf.mul(centred, tf.mul(scale, inverse));
    });
    return [dx, dScale, dOffset, ...(relu && residual ? [dz] : [])];
  });
}
