import * as tf from '@tensorflow/tfjs-core';
import {
  batchNormTraining,
  convolution,
  globalAveragePool,
  sgdUpdate,
  subsampleShortcut,
} from '../lib/engine/index.js';
import { randomStream } from '../lib/random/index.js';

/** A training step of ResNet-32 with fixed random images: the work that the engines are compared by. */
export interface TrainingStep {
  batchSize: number;
  /** One step; resolves when its loss has been read, which waits for everything before it. */
  run(): Promise<number>;
  /** Frees all tensors of the step. */
  dispose(): void;
}

const blocksPerStage = 5;
const classCount = 10;

function normal(shape: number[], deviation: number, ...name: string[]): tf.Tensor {
  const stream = randomStream(1, 'bench', ...name);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => deviation * stream.normal()),
    shape,
  );
}

/** Weights by name, made where they are first asked for. */
class Weights {
  readonly list: { weight: tf.Variable; velocity: tf.Variable }[] = [];
  readonly #byName = new Map<string, tf.Variable>();

  #make(name: string, initial: () => tf.Tensor): tf.Variable {
    const known = this.#byName.get(name);
    if (known) return known;
    return tf.tidy(() => {
      const weight = tf.keep(tf.variable(initial()));
      this.#byName.set(name, weight);
      this.list.push({ weight, velocity: tf.keep(tf.variable(tf.zerosLike(weight), false)) });
      return weight;
    });
  }

  filter(name: string, channels: number, outputs: number): tf.Tensor4D {
    const shape = [3, 3, channels, outputs];
    return this.#make(name, () => normal(shape, Math.sqrt(2 / (9 * channels)), name)) as tf.Tensor as tf.Tensor4D;
  }

  perChannel(name: string, channels: number, value: number): tf.Tensor1D {
    return this.#make(name, () => tf.fill([channels], value)) as tf.Tensor as tf.Tensor1D;
  }

  matrix(name: string, rows: number, columns: number): tf.Tensor2D {
    return this.#make(name, () => normal([rows, columns], 1 / Math.sqrt(rows), name)) as tf.Tensor as tf.Tensor2D;
  }
}

function normalised(weights: Weights, name: string, x: tf.Tensor4D, residual?: tf.Tensor4D): tf.Tensor4D {
  const channels = x.shape[3];
  const scale = weights.perChannel(`${name}.scale`, channels, 1);
  const offset = weights.perChannel(`${name}.offset`, channels, 0);
  return batchNormTraining(x, scale, offset, { residual, relu: true }).output;
}

function logitsOf(weights: Weights, images: tf.Tensor4D): tf.Tensor2D {
  let x = normalised(weights, 'first', convolution(images, weights.filter('first', 3, 16), { padding: 1 }));
  for (const [stage, outputs] of [16, 32, 64].entries())
    for (let block = 0; block < blocksPerStage; block++) {
      const name = `${stage}.${block}`;
      const channels = x.shape[3];
      const stride = channels === outputs ? 1 : 2;
      const shortcut = stride === 1 ? x : subsampleShortcut(x, { outputChannels: outputs });
      const inner = convolution(x, weights.filter(`${name}.a`, channels, outputs), { stride, padding: 1 });
      const outer = convolution(
        normalised(weights, `${name}.a`, inner),
        weights.filter(`${name}.b`, outputs, outputs),
        {
          padding: 1,
        },
      );
      x = normalised(weights, `${name}.b`, outer, shortcut);
    }
  const head = weights.matrix('head', 64, classCount);
  return tf.add(tf.matMul(globalAveragePool(x), head), weights.perChannel('head.bias', classCount, 0));
}

/** Cross-entropy, SGD with learning rate 0.1, momentum 0.9 and weight decay 2e-4, as in torch_resnet32_step.py. */
export function trainingStep(batchSize = 128): TrainingStep {
  const weights = new Weights();
  const images = normal([batchSize, 32, 32, 3], 1, 'images') as tf.Tensor4D;
  const classes = Int32Array.from({ length: batchSize }, (_, i) => i % classCount);
  const labels = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), classCount), 'float32'));
  const loss = () =>
    tf.tidy(() => {
      const logits = logitsOf(weights, images);
      return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), labels), 1))) as tf.Scalar;
    });
  loss().dispose();
  const variables = weights.list.map(({ weight }) => weight);

  return {
    batchSize,
    async run() {
      const { value, grads } = tf.variableGrads(loss, variables);
      for (const { weight, velocity } of weights.list)
        sgdUpdate(weight, velocity, grads[weight.name]!, { learningRate: 0.1, momentum: 0.9, weightDecay: 2e-4 });
      tf.dispose(grads);
      const [result] = await value.data();
      value.dispose();
      return result!;
    },
    dispose() {
      tf.dispose([images, labels, ...weights.list.flatMap(({ weight, velocity }) => [weight, velocity])]);
    },
  };
}
