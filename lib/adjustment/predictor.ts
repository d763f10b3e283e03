import * as tf from '@tensorflow/tfjs-core';
import { ensureEngine } from '../engine/index.js';
import { InputError } from '../errors.js';
import type { AdjustedClassifier } from './adjusted-classifier.js';

/** Values of a tensor on the host, row-major. */
export interface HostTensor {
  values: Float32Array;
  shape: [number] | [number, number];
}

/** Values by the name that a classifier's logits know them by. */
export type HostTensors = Record<string, HostTensor>;

export function vector(values: Float32Array): HostTensor {
  return { values, shape: [values.length] };
}

export function matrix(values: Float32Array, rowCount: number): HostTensor {
  return { values, shape: [rowCount, values.length / rowCount] };
}

/** Tensors of values on the host; the caller disposes them. */
export function toTensors<Name extends string>(values: Readonly<Record<Name, HostTensor>>): Record<Name, tf.Tensor> {
  const entries = Object.entries<HostTensor>(values);
  return Object.fromEntries(
    entries.map(([name, { values: numbers, shape }]) => [name, tf.tensor(numbers, shape, 'float32')]),
  ) as Record<Name, tf.Tensor>;
}

/** Features [n, p] and a classifier's tensors to logits [n, K]; called inside a tidy. */
export type LogitsOf<Name extends string> = (features: tf.Tensor2D, tensors: Record<Name, tf.Tensor>) => tf.Tensor2D;

/** Numbers in the features or the logits of one chunk: 64 MB. */
const chunkSize = 2 ** 24;

/** Rows whose features and logits fit a chunk. */
export function chunkRows(featureSize: number, classCount: number): number {
  return Math.max(1, Math.floor(chunkSize / Math.max(featureSize, classCount)));
}

/** The `logits` of an adjusted classifier, computed chunk by chunk: tensors live only while they are asked for. */
export function predictor<Name extends string>(
  values: Readonly<Record<Name, HostTensor>>,
  logitsOf: LogitsOf<Name>,
  { featureSize, classCount }: { featureSize: number; classCount: number },
): AdjustedClassifier['logits'] {
  return async (bank, split = 'test') => {
    await ensureEngine();
    const { features, count } = bank[split];
    if (features.length !== count * featureSize) {
      throw new InputError(
        `There are ${features.length} feature values for ${count} samples of size ${featureSize}: use features of the same model.`,
      );
    }
    const logits = new Float32Array(count * classCount);
    const tensors = toTensors(values);
    try {
      const rows = chunkRows(featureSize, classCount);
      for (let start = 0; start < count; start += rows) {
        const length = Math.min(rows, count - start);
        const chunk = features.subarray(start * featureSize, (start + length) * featureSize);
        const result = tf.tidy(() => logitsOf(tf.tensor2d(chunk, [length, featureSize], 'float32'), tensors));
        logits.set(await result.data<'float32'>(), start * classCount);
        result.dispose();
      }
    } finally {
      tf.dispose(tensors);
    }
    return logits;
  };
}
