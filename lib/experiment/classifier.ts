import * as tf from '@tensorflow/tfjs-core';
import type { LinearHead } from '../adjustment/index.js';
import type { Model } from '../models/index.js';
import { rowNorms } from '../row-norms.js';
import type { Prediction } from '../training/index.js';
import type { StageOneConfiguration } from './configuration.js';

/**
 * The factor s on cosines that a loss with margins applies itself and the model's cosines therefore lack; 1 for a linear
 * head. Evaluation wants it, because confidence is the softmax of s cos θ.
 */
export function cosineScale({ model: { head }, loss }: StageOneConfiguration): number {
  const { scale } = loss.options;
  return head === 'cosine' && typeof scale === 'number' ? scale : 1;
}

/**
 * A prediction by cosines as one of a linear classifier: features of length one, logits times the loss's scale. Of a
 * linear head it is what it was.
 */
export function asLinear(prediction: Prediction, configuration: StageOneConfiguration): Prediction {
  if (configuration.model.head === 'linear') return prediction;
  const scale = cosineScale(configuration);
  return {
    ...prediction,
    features: rowsOfLength(1, prediction.features, prediction.count),
    logits: prediction.logits.map((cosine) => scale * cosine),
  };
}

/** The head of a model in PyTorch's layout; that of a cosine head has rows of the scale's length and no bias. */
export async function readHead(model: Model, configuration: StageOneConfiguration): Promise<LinearHead> {
  const [weight, bias] = [await valuesOf(() => model.classWeights), await valuesOf(() => model.classBiases)];
  if (configuration.model.head === 'cosine') {
    const scale = cosineScale(configuration) * (configuration.model.scale ?? 1);
    return { weight: rowsOfLength(scale, weight!, model.classCount), bias: null };
  }
  return { weight: weight!, bias };
}

/**
 * Whether a head gives the logits of a prediction, so that stage two can start from its features: not where several
 * networks vote.
 */
export function explains({ weight, bias }: LinearHead, { features, logits, count }: Prediction): boolean {
  const classCount = logits.length / count;
  const featureSize = weight.length / classCount;
  return logits.subarray(0, sampleOfRows * classCount).every((logit, i) => {
    const [row, k] = [Math.floor(i / classCount), i % classCount];
    let sum = bias?.[k] ?? 0;
    for (let j = 0; j < featureSize; j++) sum += weight[k * featureSize + j]! * features[row * featureSize + j]!;
    return Math.abs(sum - logit) <= 1e-3 * (1 + Math.abs(logit));
  });
}

const sampleOfRows = 100;

/** Reads a tensor that may be computed when it is asked for. */
async function valuesOf(tensor: () => tf.Tensor | null): Promise<Float32Array | null> {
  const copy = tf.tidy(() => tensor()?.clone());
  if (!copy) return null;
  const values = Float32Array.from(await copy.data<'float32'>());
  copy.dispose();
  return values;
}

function rowsOfLength(length: number, rows: Float32Array, rowCount: number): Float32Array {
  const norms = rowNorms(rows, { rowCount });
  const size = rows.length / rowCount;
  return rows.map((value, i) => (length * value) / Math.max(norms[Math.floor(i / size)]!, Number.MIN_VALUE));
}
