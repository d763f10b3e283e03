import * as tf from '@tensorflow/tfjs-core';
import {
  batchNormTraining,
  convolution,
  globalAveragePool,
  sgdUpdate,
  subsampleShortcut,
} from '../../lib/engine/index.js';
import { numbers, tensor } from './reference.js';

/** Two residual blocks, so that every operation of a training step is used; odd sizes throughout. */
export class SmallNetwork {
  readonly #shapes = { first: [3, 3, 3, 16], a: [3, 3, 16, 20], b: [3, 3, 20, 20], head: [20, 5] };
  readonly weights: tf.Variable[];
  readonly velocities: tf.Variable[];
  readonly #images: tf.Tensor4D;
  readonly #labels: tf.Tensor2D;

  constructor(batchSize = 6) {
    const convolutions = Object.values(this.#shapes).map((shape, i) => tf.mul(tensor(shape, i + 1), 0.3));
    const channels = [16, 20, 20].flatMap((count) => [tf.ones([count]), tf.zeros([count])]);
    this.weights = [...convolutions, ...channels].map((initial) => tf.variable(initial));
    this.velocities = this.weights.map((weight) => tf.variable(tf.zerosLike(weight), false));
    this.#images = tf.tensor4d(numbers(batchSize * 9 * 7 * 3, 20), [batchSize, 9, 7, 3]);
    this.#labels = tf.oneHot(
      Array.from({ length: batchSize }, (_, i) => i % 5),
      5,
    ) as tf.Tensor2D;
  }

  loss(): tf.Scalar {
    return tf.tidy(() => {
      const [first, a, b, head, ...norms] = this.weights as unknown as tf.Tensor4D[];
      const normalise = (x: tf.Tensor4D, i: number, residual?: tf.Tensor4D) => {
        const [scale, offset] = norms.slice(2 * i) as unknown as tf.Tensor1D[];
        return batchNormTraining(x, scale!, offset!, { relu: true, residual }).output;
      };
      const x = normalise(convolution(this.#images, first!, { padding: 1 }), 0);
      const inner = normalise(convolution(x, a!, { stride: 2, padding: 1 }), 1);
      const shortcut = subsampleShortcut(x, { outputChannels: 20 });
      const y = normalise(convolution(inner, b!, { padding: 1 }), 2, shortcut);
      const logits = tf.matMul(globalAveragePool(y), head as tf.Tensor as tf.Tensor2D);
      return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), this.#labels), 1))) as tf.Scalar;
    });
  }

  /** The loss and all gradients, in the order of `weights`. */
  gradients(): { loss: number; gradients: Float32Array[] } {
    return tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => this.loss(), this.weights);
      return {
        loss: value.dataSync()[0]!,
        gradients: this.weights.map(({ name }) => grads[name]!.dataSync() as Float32Array),
      };
    });
  }

  step(): void {
    const { value, grads } = tf.variableGrads(() => this.loss(), this.weights);
    const settings = { learningRate: 0.1, momentum: 0.9, weightDecay: 5e-4, nesterov: true };
    this.weights.forEach((weight, i) => {
      sgdUpdate(weight, this.velocities[i]!, grads[weight.name]!, settings);
    });
    tf.dispose([value, ...Object.values(grads)]);
  }
}
