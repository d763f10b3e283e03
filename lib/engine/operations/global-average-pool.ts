import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './has-kernel.js';

tf.registerGradient({
  kernelName: 'GlobalAveragePool',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({
    x: () => runKernel<tf.Tensor4D>('GlobalAveragePoolGradient', { dy: dy as tf.Tensor }, { inputShape: x!.shape }),
  }),
});

/** Mean over the pixels of each image, N·H·W·C → N·C; differentiable. */
export function globalAveragePool(x: tf.Tensor4D): tf.Tensor2D {
  if (hasKernel('GlobalAveragePool')) return runKernel<tf.Tensor2D>('GlobalAveragePool', { x });
  return tf.mean<tf.Tensor2D>(x, [1, 2]);
}
