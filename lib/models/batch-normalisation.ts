import * as tf from '@tensorflow/tfjs-core';
import { batchNormInference, batchNormTraining } from '../engine/index.js';
import { InputError } from '../errors.js';
import { constant } from './initialisers.js';
import type { Mode, ModelVariables } from './model.js';

/** PyTorch's defaults; TensorFlow.js's own layer has 0.99 and 1e-3. */
const runningMomentum = 0.1;
const epsilon = 1e-5;

/** What is normalised: images by channel, or vectors by entry. */
type Batch = tf.Tensor4D | tf.Tensor2D;

export interface BatchNormalisationCall<T extends Batch> {
  mode: Mode;
  /** Applies max(0, ·) after the normalisation and the residual. Default false. */
  relu?: boolean;
  /** Added after the normalisation, before the ReLU: the shortcut of a residual block. Default none. */
  residual?: T;
}

/**
 * Batch normalisation with PyTorch's conventions: momentum 0.1, ε = 1e-5, the batch normalised by its biased variance
 * but the running variance fed with the unbiased one.
 */
export function batchNormalisation(variables: ModelVariables, name: string, channels: number) {
  const scale = variables.parameter<tf.Rank.R1>(`${name}.weight`, [channels], constant(1));
  const offset = variables.parameter<tf.Rank.R1>(`${name}.bias`, [channels], constant(0));
  const runningMean = variables.buffer<tf.Rank.R1>(`${name}.running_mean`, [channels], new Float32Array(channels));
  const runningVariance = variables.buffer<tf.Rank.R1>(
    `${name}.running_var`,
    [channels],
    new Float32Array(channels).fill(1),
  );

  const track = (running: tf.Variable, batch: tf.Tensor, factor = 1) =>
    running.assign(tf.add(tf.mul(running, 1 - runningMomentum), tf.mul(batch, runningMomentum * factor)));

  return <T extends Batch>(x: T, { mode, relu = false, residual }: BatchNormalisationCall<T>): T => {
    if (mode === 'inference') {
      return batchNormInference(x, scale, offset, runningMean, runningVariance, { residual, relu, epsilon });
    }
    const samples = x.size / channels;
    if (samples < 2) {
      throw new InputError(
        `Batch normalisation ${name} sees one value per channel: train with larger batches or images.`,
      );
    }
    const { output, mean, variance } = batchNormTraining(x, scale, offset, { residual, relu, epsilon });
    track(runningMean, mean);
    track(runningVariance, variance, samples / (samples - 1));
    return output;
  };
}
