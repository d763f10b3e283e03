import * as tf from '@tensorflow/tfjs-core';
import { type DecayOptions, Optimizer, type Trained } from './optimizer.js';

export interface AdamOptions extends DecayOptions {
  /** β₁ of the mean, m ← β₁ m + (1 - β₁) g. Default 0.9. */
  momentum?: number;
  /** β₂ of the mean square, v ← β₂ v + (1 - β₂) g². Default 0.999. */
  beta2?: number;
  /** ε beside √v. Default 1e-8. */
  epsilon?: number;
}

/** Adam (Kingma and Ba, 2015, Algorithm 1) with PyTorch's update rule: weight decay is part of the gradient. */
export class Adam extends Optimizer<'mean' | 'mean-square'> {
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;

  constructor(
    namedVariables: Iterable<readonly [string, tf.Variable]>,
    { momentum = 0.9, beta2 = 0.999, epsilon = 1e-8, ...decay }: AdamOptions = {},
  ) {
    super(namedVariables, ['mean', 'mean-square'], decay);
    this.#beta1 = momentum;
    this.#beta2 = beta2;
    this.#epsilon = epsilon;
  }

  protected update(
    {
      parameter: { variable },
      moments: { mean, 'mean-square': meanSquare },
      weightDecay,
    }: Trained<'mean' | 'mean-square'>,
    gradient: tf.Tensor,
    { learningRate, step }: { learningRate: number; step: number },
  ): void {
    const [beta1, beta2] = [this.#beta1, this.#beta2];
    tf.tidy(() => {
      const decayed = weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(weightDecay, variable));
      mean.assign(tf.add(tf.mul(beta1, mean), tf.mul(1 - beta1, decayed)));
      meanSquare.assign(tf.add(tf.mul(beta2, meanSquare), tf.mul(1 - beta2, tf.square(decayed))));
      const deviation = tf.div(tf.sqrt(meanSquare), Math.sqrt(1 - beta2 ** step));
      const towards = tf.div(mean, tf.add(deviation, this.#epsilon));
      variable.assign(tf.sub(variable, tf.mul(learningRate / (1 - beta1 ** step), towards)));
    });
  }
}
