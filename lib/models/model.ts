import * as tf from '@tensorflow/tfjs-core';
import { type Initialiser, parameterStream } from './initialisers.js';

/** Whether batch normalisation uses the batch's statistics and updates its own, or uses the running ones. */
export type Mode = 'training' | 'inference';

/**
 * Trained parameters and buffers (running statistics), under the names that the same network has in PyTorch, so that
 * weights travel both ways.
 */
export interface Network {
  readonly parameters: ReadonlyMap<string, tf.Variable>;
  readonly buffers: ReadonlyMap<string, tf.Variable>;
  /** Training batches seen: PyTorch's `num_batches_tracked` of every batch normalisation. */
  batchesTracked: number;
  dispose(): void;
}

/** A classifier of features. */
export interface Head {
  readonly featureSize: number;
  readonly classCount: number;
  /** The classes' weight vectors W [classCount, featureSize], not scaled to any length; read inside `tf.tidy`. */
  readonly classWeights: tf.Tensor2D;
  /** The classes' biases b [classCount], or null where the head has none; read inside `tf.tidy`. */
  readonly classBiases: tf.Tensor1D | null;
  /** [batch, featureSize] → [batch, classCount]; call inside `tf.tidy`. */
  logits(features: tf.Tensor2D): tf.Tensor2D;
}

/** A backbone with its classifier. */
export interface Model extends Network, Head {
  /** [batch, height, width, channels] → [batch, featureSize]; call inside `tf.tidy`. */
  features(images: tf.Tensor4D, mode: Mode): tf.Tensor2D;
}

export interface SeedOption {
  /** Seed of the initial values, or null to save drawing them where weights are read in afterwards. Default 0. */
  seed?: number | null;
}

/** The variables of a network under construction, by PyTorch name. */
export class ModelVariables {
  readonly parameters = new Map<string, tf.Variable>();
  readonly buffers = new Map<string, tf.Variable>();
  readonly #seed: number | null;

  /** @param options.seed null leaves every parameter zero. */
  constructor({ seed = 0 }: SeedOption = {}) {
    this.#seed = seed;
  }

  parameter<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], initialise: Initialiser): tf.Variable<R> {
    const size = tf.util.sizeFromShape(shape);
    const values = this.#seed === null ? new Float32Array(size) : initialise(size, parameterStream(this.#seed, name));
    const variable = tf.tidy(() => tf.variable(tf.tensor<R>(values, shape, 'float32'), true));
    this.parameters.set(name, variable);
    return variable;
  }

  buffer<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], values: Float32Array): tf.Variable<R> {
    const variable = tf.tidy(() => tf.variable(tf.tensor<R>(values, shape, 'float32'), false));
    this.buffers.set(name, variable);
    return variable;
  }

  dispose(): void {
    tf.dispose([...this.parameters.values(), ...this.buffers.values()]);
  }
}

/** Number of trained values of a network. */
export function parameterCount({ parameters }: Network): number {
  return [...parameters.values()].reduce((sum, variable) => sum + variable.size, 0);
}
