import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';
import type { Network } from './model.js';

export interface MovingAverageOptions {
  /** m of θ̄ ← m θ̄ + (1 − m) θ; 0 copies. Default 0.999, MoCo's. */
  momentum?: number;
}

/**
 * Moves the parameters of a twin towards those of the network that it follows, θ̄ ← m θ̄ + (1 − m) θ (He et al., 2020,
 * equation 2). Buffers stay: a twin that sees batches keeps running statistics of its own.
 *
 * @throws InputError when the twin's parameters have other names or shapes.
 */
export function followMovingAverage(
  twin: Network,
  followed: Network,
  { momentum = 0.999 }: MovingAverageOptions = {},
): void {
  for (const [name, average] of twin.parameters) {
    const current = followed.parameters.get(name);
    if (current?.shape.join() !== average.shape.join())
      throw new InputError(
        `A twin follows [${average.shape}] numbers of "${name}", but the network has ${current ? `[${current.shape}]` : 'none'}: make both of the same options.`,
      );
    tf.tidy(() => average.assign(tf.add(tf.mul(average, momentum), tf.mul(current, 1 - momentum))));
  }
}

/**
 * Gives a network the parameters, buffers and number of batches of another one.
 *
 * @throws InputError when it has other names or shapes.
 */
export function copyNetwork(copy: Network, original: Network): void {
  followMovingAverage(copy, original, { momentum: 0 });
  for (const [name, buffer] of copy.buffers) tf.tidy(() => buffer.assign(tf.clone(original.buffers.get(name)!)));
  copy.batchesTracked = original.batchesTracked;
}

/** The same network with nothing to train: its parameters are among its buffers, so that checkpoints keep them. */
export function untrained(network: Network): Network {
  return {
    parameters: new Map(),
    buffers: new Map([...network.parameters, ...network.buffers]),
    get batchesTracked() {
      return network.batchesTracked;
    },
    set batchesTracked(count) {
      network.batchesTracked = count;
    },
    dispose: () => network.dispose(),
  };
}
