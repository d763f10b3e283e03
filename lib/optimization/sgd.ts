import * as tf from '@tensorflow/tfjs-core';
import { sgdUpdate } from '../engine/index.js';
import { InputError } from '../errors.js';

/** A variable under the name that checkpoints know it by. */
export interface Parameter {
  name: string;
  variable: tf.Variable;
}

export interface SgdOptions {
  /** μ of v ← μ v + g. Default 0.9. */
  momentum?: number;
  /** Added to the gradient as weightDecay · w, PyTorch's L2 form. Default 0. */
  weightDecay?: number;
  /** Whether the step looks ahead, w ← w - lr (g + μ v). Default false. */
  nesterov?: boolean;
  /**
   * Which parameters decay: `all` (default, PyTorch's), `weights-only` (kernels and matrices, not biases and batch
   * normalisation, which have rank one), or a rule of one's own.
   */
  decays?: 'all' | 'weights-only' | ((parameter: Parameter) => boolean);
}

/**
 * Stochastic gradient descent with momentum over an ordered list of named parameters, with PyTorch's update rule.
 *
 * Velocities belong to parameter names, never to positions, so a list in another order or of another stage cannot take
 * them over by mistake.
 */
export class Sgd {
  readonly #slots: { parameter: Parameter; velocity: tf.Variable; weightDecay: number }[];
  readonly #momentum: number;
  readonly #nesterov: boolean;

  /**
   * @param namedVariables what is trained, by name and in order: a model's map of parameters, or a list of pairs.
   * @throws InputError for a name that is used twice.
   */
  constructor(
    namedVariables: Iterable<readonly [string, tf.Variable]>,
    { momentum = 0.9, weightDecay = 0, nesterov = false, decays = 'all' }: SgdOptions = {},
  ) {
    const parameters = Array.from(namedVariables, ([name, variable]): Parameter => ({ name, variable }));
    const twice = parameters.find(({ name }, i) => parameters.findIndex((other) => other.name === name) !== i);
    if (twice) throw new InputError(`Two parameters are named ${twice.name}: give each parameter its own name.`);
    const decaysParameter =
      typeof decays === 'function' ? decays : ({ variable }: Parameter) => decays === 'all' || variable.rank > 1;
    this.#momentum = momentum;
    this.#nesterov = nesterov;
    this.#slots = parameters.map((parameter) => ({
      parameter,
      velocity: tf.tidy(() => tf.variable(tf.zeros(parameter.variable.shape), false)),
      weightDecay: decaysParameter(parameter) ? weightDecay : 0,
    }));
  }

  /** The variables in order, as `variableGradients` takes them. */
  get variables(): tf.Variable[] {
    return this.#slots.map(({ parameter }) => parameter.variable);
  }

  /**
   * One update of every parameter in place; the gradients stay the caller's to dispose of.
   *
   * @param gradients by the variable's name, as `variableGradients` returns them.
   * @throws InputError when a parameter has no gradient.
   */
  step(gradients: tf.NamedTensorMap, learningRate: number): void {
    for (const { parameter, velocity, weightDecay } of this.#slots) {
      const gradient = gradients[parameter.variable.name];
      if (!gradient) {
        throw new InputError(
          `Parameter ${parameter.name} has no gradient: give the optimizer only what the loss uses.`,
        );
      }
      sgdUpdate(parameter.variable, velocity, gradient, {
        learningRate,
        momentum: this.#momentum,
        weightDecay,
        nesterov: this.#nesterov,
      });
    }
  }

  /** A copy of the velocities by parameter name, for a checkpoint. */
  async velocities(): Promise<Record<string, Float32Array>> {
    const entries = this.#slots.map(async ({ parameter, velocity }) => {
      return [parameter.name, Float32Array.from(await velocity.data<'float32'>())] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /**
   * Puts back what `velocities` gave.
   *
   * @throws InputError when a parameter's velocity is missing, unknown or of another size; nothing is changed then.
   */
  restore(velocities: Readonly<Record<string, Float32Array>>): void {
    const names = new Set(this.#slots.map(({ parameter }) => parameter.name));
    const unknown = Object.keys(velocities).find((name) => !names.has(name));
    if (unknown) {
      throw new InputError(
        `The checkpoint has a velocity for ${unknown}, which is not trained here: use its own stage.`,
      );
    }
    for (const { parameter, velocity } of this.#slots) {
      const found = velocities[parameter.name]?.length;
      if (found !== velocity.size) {
        throw new InputError(
          `The checkpoint has ${found ?? 'no'} velocity values for ${parameter.name}, which takes ${velocity.size}: use the checkpoint of the same model and stage.`,
        );
      }
    }
    tf.tidy(() => {
      for (const { parameter, velocity } of this.#slots) {
        velocity.assign(tf.tensor(Float32Array.from(velocities[parameter.name]!), velocity.shape, 'float32'));
      }
    });
  }

  /** Frees the velocities; the parameters are the model's. */
  dispose(): void {
    for (const { velocity } of this.#slots) velocity.dispose();
  }
}
