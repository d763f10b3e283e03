import type * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';

export interface BatchNormOptions {
  /** Added to the normalised values, same shape as x; default none. */
  residual?: tf.Tensor;
  /** Whether negative results become zero; default false. */
  relu?: boolean;
  /** Added to the variance, as in PyTorch; default 1e-5. */
  epsilon?: number;
}

/** @throws InputError when a tensor does not fit the channels, or the residual the shape, of x. */
export function checkShapes(
  operation: string,
  x: tf.Tensor,
  perChannel: Record<string, tf.Tensor>,
  residual?: tf.Tensor,
): void {
  const channels = x.shape.at(-1);
  for (const [name, { shape }] of Object.entries(perChannel))
    if (shape.length !== 1 || shape[0] !== channels)
      throw new InputError(
        `${operation}: ${name} has the shape [${shape}], but x has ${channels} channels: give one number a channel.`,
      );
  if (residual && `${residual.shape}` !== `${x.shape}`)
    throw new InputError(
      `${operation}: the residual has the shape [${residual.shape}] and x [${x.shape}]: give both the same.`,
    );
}
