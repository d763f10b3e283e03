import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';

/** A variable under the name that checkpoints know it by. */
export interface Parameter {
  name: string;
  variable: tf.Variable;
}

export interface DecayOptions {
  /** Added to the gradient as weightDecay · w, PyTorch's L2 form. Default 0. */
  weightDecay?: number;
  /**
   * Which parameters decay: `all` (default, PyTorch's), `weights-only` (kernels and matrices, not biases and batch
   * normalisation, which have rank one), or a rule of one's own.
   */
  decays?: 'all' | 'weights-only' | ((parameter: Parameter) => boolean);
}

/** A trained parameter with the moments that the optimizer keeps of its gradients. */
export interface Trained<Moment extends string> {
  parameter: Parameter;
  moments: Record<Moment, tf.Variable>;
  weightDecay: number;
}

/** What a checkpoint keeps of an optimizer: the number of steps, and each moment as `<moment>.<parameter>`. */
export type OptimizerState = Record<string, Float32Array>;

const stepsKey = 'steps';

/**
 * Updates an ordered list of named parameters by their gradients. Moments belong to parameter names, never to positions,
 * so a list in another order or of another stage cannot take them over by mistake.
 */
export abstract class Optimizer<Moment extends string = string> {
  readonly #trained: Trained<Moment>[];
  readonly #moments: readonly Moment[];
  #steps = 0;

  /**
   * @param namedVariables what is trained, by name and in order: a model's map of parameters, or a list of pairs.
   * @param moments names of the running sums that it keeps of each parameter's gradients.
   * @throws InputError for a name that is used twice.
   */
  protected constructor(
    namedVariables: Iterable<readonly [string, tf.Variable]>,
    moments: readonly Moment[],
    { weightDecay = 0, decays = 'all' }: DecayOptions,
  ) {
    const parameters = Array.from(namedVariables, ([name, variable]): Parameter => ({ name, variable }));
    const twice = parameters.find(({ name }, i) => parameters.findIndex((other) => other.name === name) !== i);
    if (twice) throw new InputError(`Two parameters are named ${twice.name}: give each parameter its own name.`);
    const decaysParameter =
      typeof decays === 'function' ? decays : ({ variable }: Parameter) => decays === 'all' || variable.rank > 1;
    this.#moments = moments;
    this.#trained = parameters.map((parameter) => ({
      parameter,
      moments: tf.tidy(() => {
        const zeros = () => tf.variable(tf.zeros(parameter.variable.shape), false);
        return Object.fromEntries(moments.map((moment) => [moment, zeros()])) as Record<Moment, tf.Variable>;
      }),
      weightDecay: decaysParameter(parameter) ? weightDecay : 0,
    }));
  }

  /** The variables in order, as `variableGradients` takes them. */
  get variables(): tf.Variable[] {
    return this.#trained.map(({ parameter }) => parameter.variable);
  }

  /**
   * One update of every parameter in place; the gradients stay the caller's to dispose of.
   *
   * @param gradients by the variable's name, as `variableGradients` returns them.
   * @throws InputError when a parameter has no gradient.
   */
  step(gradients: tf.NamedTensorMap, learningRate: number): void {
    this.#steps++;
    for (const trained of this.#trained) {
      const { name, variable } = trained.parameter;
      const gradient = gradients[variable.name];
      if (!gradient) {
        throw new InputError(`Parameter ${name} has no gradient: give the optimizer only what the loss uses.`);
      }
      this.update(trained, gradient, { learningRate, step: this.#steps });
    }
  }

  /** Updates one parameter and its moments. @param step counted from 1. */
  protected abstract update(
    trained: Trained<Moment>,
    gradient: tf.Tensor,
    { learningRate, step }: { learningRate: number; step: number },
  ): void;

  /** A copy of all that the next step depends on, for a checkpoint. */
  async state(): Promise<OptimizerState> {
    const entries = this.#named().map(async ([name, moment]) => {
      return [name, Float32Array.from(await moment.data<'float32'>())] as const;
    });
    return { [stepsKey]: Float32Array.of(this.#steps), ...Object.fromEntries(await Promise.all(entries)) };
  }

  /**
   * Puts back what `state` gave.
   *
   * @throws InputError when a moment is missing, unknown or of another size; nothing is changed then.
   */
  restore(state: OptimizerState): void {
    const named = this.#named();
    const known = new Set([stepsKey, ...named.map(([name]) => name)]);
    const unknown = Object.keys(state).find((name) => !known.has(name));
    if (unknown) {
      throw new InputError(`The checkpoint has ${unknown}, which is not trained here: use its own stage.`);
    }
    const sizes: [string, number][] = [
      [stepsKey, 1],
      ...named.map(([name, { size }]): [string, number] => [name, size]),
    ];
    for (const [name, size] of sizes) {
      const found = state[name]?.length;
      if (found !== size) {
        throw new InputError(
          `The checkpoint has ${found ?? 'no'} values of ${name}, which takes ${size}: use the checkpoint of the same model and stage.`,
        );
      }
    }
    this.#steps = state[stepsKey]![0]!;
    tf.tidy(() => {
      for (const [name, moment] of named)
        moment.assign(tf.tensor(Float32Array.from(state[name]!), moment.shape, 'float32'));
    });
  }

  /** Frees the moments; the parameters are the model's. */
  dispose(): void {
    for (const [, moment] of this.#named()) moment.dispose();
  }

  #named(): [name: string, moment: tf.Variable][] {
    return this.#trained.flatMap(({ parameter, moments }) =>
      this.#moments.map((moment): [string, tf.Variable] => [`${moment}.${parameter.name}`, moments[moment]]),
    );
  }
}
