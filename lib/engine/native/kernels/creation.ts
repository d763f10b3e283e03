import type * as tf from '@tensorflow/tfjs-core';
import { isNumberType } from '../backend.js';
import { replaceKernel } from './replace.js';

/** Tensors of one number, and of ones at given positions. */
export function registerCreation(): void {
  for (const [name, value] of [
    ['ZerosLike', 0],
    ['OnesLike', 1],
  ] as const)
    replaceKernel<{ x: tf.TensorInfo }, object>(name, ({ inputs: { x }, backend }) => {
      if (!isNumberType(x.dtype)) return undefined;
      const { info, values } = backend.outputOf(x.dtype, x.shape);
      values.fill(value);
      return info;
    });

  replaceKernel<object, { shape: number[]; value: number | string; dtype?: tf.DataType }>(
    'Fill',
    ({ attrs: { shape, value, dtype = 'float32' }, backend }) => {
      if (typeof value !== 'number' || !isNumberType(dtype)) return undefined;
      const { info, values } = backend.outputOf(dtype, shape);
      values.fill(value);
      return info;
    },
  );

  replaceKernel<{ indices: tf.TensorInfo }, { depth: number; onValue: number; offValue: number; dtype: tf.DataType }>(
    'OneHot',
    ({ inputs: { indices }, attrs: { depth, onValue, offValue, dtype }, backend }) => {
      if (!isNumberType(dtype)) return undefined;
      const { info, values } = backend.outputOf(dtype, [...indices.shape, depth]);
      values.fill(offValue);
      backend.inputOf('int32', indices).forEach((index, row) => {
        if (index >= 0 && index < depth) values[row * depth + index] = onValue;
      });
      return info;
    },
  );
}
