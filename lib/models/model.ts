import * as tf from '@tensorflow/tfjs-core';

/** Whether batch normalisation uses the batch's statistics and updates its own, or uses the running ones. */
export type Mode = 'training' | 'inference';

/**
 * A backbone with its classifier. Parameters (trained) and buffers (running statistics) carry the names that the same
 * network has in PyTorch, so that weights travel both ways.
 */
export interface Model {
  readonly featureSize: number;
  readonly classCount: number;
  readonly parameters: ReadonlyMap<string, tf.Variable>;
  readonly buffers: ReadonlyMap<string, tf.Variable>;
  /** Training batches seen: PyTorch's `num_batches_tracked` of every batch normalisation. */
  batchesTracked: number;
  /** [batch, height, width, channels] → [batch, featureSize]; call inside `tf.tidy`. */
  features(images: tf.Tensor4D, mode: Mode): tf.Tensor2D;
  /** [batch, featureSize] → [batch, classCount]; call inside `tf.tidy`. */
  logits(features: tf.Tensor2D): tf.Tensor2D;
  dispose(): void;
}

/** The variables of a model under construction, by PyTorch name. */
export class ModelVariables {
  readonly parameters = new Map<string, tf.Variable>();
  readonly buffers = new Map<string, tf.Variable>();

  parameter<R extends tf.Rank>(name: string, shape: tf.ShapeMap[R], values: Float32Array): tf.Variable<R> {
    const variable = tf.tidy(() => tf.variable(tf.tensor<R>(values, shape, 'float32'), true));
    this.parameters.set(name, variable);
    return variable;
  }

  buffer(name: string, values: Float32Array): tf.Variable<tf.Rank.R1> {
    const variable = tf.tidy(() => tf.variable(tf.tensor1d(values, 'float32'), false));
    this.buffers.set(name, variable);
    return variable;
  }

  dispose(): void {
    tf.dispose([...this.parameters.values(), ...this.buffers.values()]);
  }
}

/** Number of trained values of a model. */
export function parameterCount(model: Model): number {
  return [...model.parameters.values()].reduce((sum, variable) => sum + variable.size, 0);
}
