import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';
import type { Network } from './model.js';
import { readSafetensors, type SafetensorsMap, writeSafetensors } from './safetensors.js';

const transposed = (name: string, variable: tf.Variable) => variable.rank === 4 && name.endsWith('.weight');

/** [height, width, in, out] ↔ [out, in, height, width]: a convolution's filter here and in PyTorch. */
function permute(values: Float32Array, shape: number[], order: number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const [a, b, c, d] = order.map((axis) => ({ size: shape[axis]!, stride: strides[axis]! })) as [
    Axis,
    Axis,
    Axis,
    Axis,
  ];
  const result = new Float32Array(values.length);
  let next = 0;
  for (let i = 0; i < a.size; i++)
    for (let j = 0; j < b.size; j++)
      for (let k = 0; k < c.size; k++)
        for (let l = 0; l < d.size; l++)
          result[next++] = values[i * a.stride + j * b.stride + k * c.stride + l * d.stride]!;
  return result;
}

interface Axis {
  size: number;
  stride: number;
}

/**
 * A network's parameters and buffers under PyTorch's names, in PyTorch's layouts (filters [out, in, height, width]),
 * ready for `writeSafetensors`.
 */
export async function exportWeights(network: Network): Promise<SafetensorsMap> {
  const tensors: SafetensorsMap = {};
  for (const [name, variable] of [...network.parameters, ...network.buffers]) {
    const data = (await variable.data()) as Float32Array;
    tensors[name] = transposed(name, variable)
      ? {
          dtype: 'F32',
          shape: [3, 2, 0, 1].map((axis) => variable.shape[axis]!),
          data: permute(data, variable.shape, [3, 2, 0, 1]),
        }
      : { dtype: 'F32', shape: [...variable.shape], data: data.slice() };
    if (name.endsWith('.running_var')) {
      const tracked = name.replace('running_var', 'num_batches_tracked');
      tensors[tracked] = { dtype: 'I64', shape: [], data: BigInt64Array.of(BigInt(network.batchesTracked)) };
    }
  }
  return tensors;
}

/**
 * Sets every parameter and buffer of `network` from tensors in PyTorch's names and layouts.
 *
 * @param source named in error messages.
 * @throws InputError when a tensor is missing, unknown, or of another shape; the network is then unchanged.
 */
export function importWeights(network: Network, tensors: SafetensorsMap, source: string): void {
  const variables = new Map([...network.parameters, ...network.buffers]);
  for (const name of Object.keys(tensors)) {
    if (!variables.has(name) && !name.endsWith('.num_batches_tracked')) {
      throw new InputError(`${source} holds "${name}", which this model does not have: check depth and head.`);
    }
  }
  for (const [name, variable] of variables) {
    const tensor = tensors[name];
    const shape = transposed(name, variable) ? [3, 2, 0, 1].map((axis) => variable.shape[axis]!) : variable.shape;
    if (!tensor) throw new InputError(`${source} lacks "${name}": it was saved from another model.`);
    if (tensor.shape.join() !== shape.join()) {
      throw new InputError(
        `"${name}" in ${source} has shape [${tensor.shape}] instead of [${shape}]: check depth, head and classes.`,
      );
    }
  }
  for (const [name, variable] of variables) {
    const { data, shape } = tensors[name]!;
    const values = Float32Array.from(data as Float32Array);
    const local = transposed(name, variable) ? permute(values, shape, [2, 3, 1, 0]) : values;
    tf.tidy(() => variable.assign(tf.tensor(local, variable.shape)));
  }
  const tracked = Object.keys(tensors).find((name) => name.endsWith('.num_batches_tracked'));
  if (tracked) network.batchesTracked = Number(tensors[tracked]!.data[0]);
}

/** Writes `exportWeights` to a safetensors file, atomically. */
export async function saveWeights(network: Network, path: string): Promise<void> {
  writeSafetensors(path, await exportWeights(network), { format: 'pt' });
}

/** Reads a safetensors file into `network`, see `importWeights`. */
export function loadWeights(network: Network, path: string): void {
  importWeights(network, readSafetensors(path).tensors, path);
}
