import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';
import { hasKernel, runKernel } from './has-kernel.js';

export interface LayerNormOptions {
  /** Added to the variance, as in PyTorch; default 1e-5. */
  epsilon?: number;
}

tf.registerGradient({
  kernelName: 'LayerNorm',
  inputsToSave: ['x', 'scale'],
  gradFunc: (dy, [x, scale], attributes) => {
    // One pass gives all gradients, so it runs here and not when the first of them is asked for.
    const inputs = { x, scale, dy: dy as tf.Tensor };
    const [dx, dScale, dOffset] = runKernel<tf.Tensor[]>('LayerNormGradient', inputs, attributes);
    return { x: () => dx!, scale: () => dScale!, offset: () => dOffset! };
  },
});

/**
 * Normalises each row (the last axis) by its own mean and biased variance, then scales and shifts:
 * y = scale · (x - mean) / √(variance + ε) + offset; differentiable in x, scale and offset.
 *
 * Source: Ba, Kiros & Hinton 2016, equation 4; ε inside of the root as in PyTorch.
 *
 * @throws InputError when scale or offset does not have one number for each element of a row.
 */
export function layerNorm<T extends tf.Tensor>(
  x: T,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  { epsilon = 1e-5 }: LayerNormOptions = {},
): T {
  const size = x.shape.at(-1);
  for (const [name, { shape }] of Object.entries({ scale, offset }))
    if (shape.length !== 1 || shape[0] !== size)
      throw new InputError(
        `layerNorm: ${name} has the shape [${shape}], but the rows of x have ${size} elements: give one number each.`,
      );
  if (hasKernel('LayerNorm')) return runKernel<tf.Tensor>('LayerNorm', { x, scale, offset }, { epsilon }) as T;
  return tf.tidy(() => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon))), scale), offset) as T;
  });
}
