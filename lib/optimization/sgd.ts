import type * as tf from '@tensorflow/tfjs-core';
import { sgdUpdate } from '../engine/index.js';
import { type DecayOptions, Optimizer, type Trained } from './optimizer.js';

export interface SgdOptions extends DecayOptions {
  /** μ of v ← μ v + g. Default 0.9. */
  momentum?: number;
  /** Whether the step looks ahead, w ← w - lr (g + μ v). Default false. */
  nesterov?: boolean;
}

/** Stochastic gradient descent with momentum, with PyTorch's update rule. */
export class Sgd extends Optimizer<'velocity'> {
  readonly #momentum: number;
  readonly #nesterov: boolean;

  constructor(
    namedVariables: Iterable<readonly [string, tf.Variable]>,
    { momentum = 0.9, nesterov = false, ...decay }: SgdOptions = {},
  ) {
    super(namedVariables, ['velocity'], decay);
    this.#momentum = momentum;
    this.#nesterov = nesterov;
  }

  protected update(
    { parameter, moments, weightDecay }: Trained<'velocity'>,
    gradient: tf.Tensor,
    { learningRate }: { learningRate: number },
  ): void {
    sgdUpdate(parameter.variable, moments.velocity, gradient, {
      learningRate,
      momentum: this.#momentum,
      weightDecay,
      nesterov: this.#nesterov,
    });
  }
}
