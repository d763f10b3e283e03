import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './has-kernel.js';

tf.registerGradient({
  kernelName: 'Gelu',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({
    x: () => runKernel<tf.Tensor>('GeluGradient', { x: x!, dy: dy as tf.Tensor }),
  }),
});

/**
 * The Gaussian error linear unit x · Φ(x), where Φ is the standard normal distribution itself and not an approximation;
 * differentiable.
 *
 * Source: Hendrycks & Gimpel 2016, equation 1.
 */
export function gelu<T extends tf.Tensor>(x: T): T {
  if (hasKernel('Gelu')) return runKernel<tf.Tensor>('Gelu', { x }) as T;
  return tf.tidy(() => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)));
}
