import * as tf from '@tensorflow/tfjs-core';
import type { Model, Network } from '../models/index.js';
import type { DeviceBatch } from './batch.js';

/** Where in its course a training stands. */
export interface Moment {
  /** From 0. */
  epoch: number;
  epochs: number;
  /** From 0, over all epochs. */
  iteration: number;
  iterations: number;
}

/** What a step is: the loss to descend, and the logits of the first batch's images, from which hits are counted. */
export interface StepOutput {
  loss: tf.Scalar;
  /** [n, K]. */
  logits: tf.Tensor2D;
}

/** What a training descends, with everything that it changes on the way. */
export interface Objective {
  /** What is evaluated after training, and whose features are kept. */
  readonly model: Model;
  /**
   * All that holds state, by the name under which checkpoints know it: parameters are trained, buffers (running
   * statistics, queues, moving averages) are only kept.
   */
  readonly networks: Readonly<Record<string, Network>>;
  /**
   * Makes of a step's batches those that the step takes, where they are not the same: chooses among the streams, changes
   * images. Not differentiated and in no tidy; what it returns is freed after the step.
   */
  prepare?(batches: readonly DeviceBatch[], moment: Moment): readonly DeviceBatch[];
  /** Called once a step with one batch of each stream, inside a tidy that is differentiated. */
  step(batches: readonly DeviceBatch[], moment: Moment): StepOutput;
  /** What follows the update of the parameters: moving averages, queues. */
  afterStep?(moment: Moment): void | Promise<void>;
}

/** State that no model holds, such as what a loss has gathered, as a network without parameters. */
export function stateNetwork(buffers: ReadonlyMap<string, tf.Variable>): Network {
  return { parameters: new Map(), buffers, batchesTracked: 0, dispose: () => tf.dispose([...buffers.values()]) };
}

/** Every trained variable of an objective under a name of its own, as an optimizer takes them. */
export function trainedParameters({ networks }: Objective): [name: string, variable: tf.Variable][] {
  return Object.entries(networks).flatMap(([network, { parameters }]) =>
    Array.from(parameters, ([name, variable]): [string, tf.Variable] => [`${network}.${name}`, variable]),
  );
}

export function disposeObjective({ networks }: Objective): void {
  for (const network of Object.values(networks)) network.dispose();
}
