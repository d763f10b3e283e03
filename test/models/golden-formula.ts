import * as tf from '@tensorflow/tfjs-core';
import { exportWeights, importWeights, type Network, type SafetensorsMap } from '../../lib/models/index.js';

/** The numbers that the golden networks are made of, as in the Python scripts in golden/. */
export function formula(count: number, phase: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(0.7 * i + 0.013 * (i % 97) + phase));
}

/** NCHW values by formula, as an NHWC tensor. */
export function goldenImages(batch: number, size: number): tf.Tensor4D {
  const values = formula(batch * 3 * size * size, 0.5);
  return tf.tidy(() => tf.transpose(tf.tensor4d(values, [batch, 3, size, size]), [0, 2, 3, 1]));
}

/** Gives `network` the weights of the golden one, through PyTorch's layouts. */
export async function setGoldenWeights(network: Network, parameterNames: readonly string[]): Promise<void> {
  const weights: SafetensorsMap = await exportWeights(network);
  parameterNames.forEach((name, number) => {
    const { shape, data } = weights[name]!;
    const inputs = shape.slice(1).reduce((product, size) => product * size, 1);
    const scaled = formula(data.length, number).map((value) => {
      if (shape.length === 4) return value * Math.sqrt(2 / inputs);
      if (shape.length === 3) return value / 2;
      return shape.length === 2 ? value / Math.sqrt(inputs) : Number(name.endsWith('weight')) + 0.1 * value;
    });
    weights[name] = { dtype: 'F32', shape, data: scaled };
  });
  importWeights(network, weights, 'golden');
}
