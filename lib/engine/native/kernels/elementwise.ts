import * as tf from '@tensorflow/tfjs-core';
import { binaryOperations, unaryOperations } from '../addon.js';
import type { NativeBackend } from '../backend.js';
import { addKernel, replaceKernel } from './replace.js';
import { broadcastTraversal } from './traversal.js';

const { assertAndGetBroadcastShape } = tf.backend_util;

interface UnaryAttributes {
  alpha?: number;
  clipValueMin?: number;
  clipValueMax?: number;
}

function unary(backend: NativeBackend, operation: number, x: tf.TensorInfo, attributes?: UnaryAttributes) {
  const { alpha, clipValueMin = alpha ?? 0, clipValueMax = 0 } = attributes ?? {};
  const { info, values } = backend.output(x.shape);
  backend.addon.unary(operation, backend.input(x), values, clipValueMin, clipValueMax);
  return info;
}

function binary(backend: NativeBackend, operation: number, a: tf.TensorInfo, b: tf.TensorInfo) {
  const shape = assertAndGetBroadcastShape(a.shape, b.shape);
  const { info, values } = backend.output(shape);
  const walk = broadcastTraversal(a.shape, b.shape, shape);
  if (values.length > 0) backend.addon.binary(operation, backend.input(a), backend.input(b), values, walk);
  return info;
}

/** Float32 arithmetic and functions of single numbers, for shapes that broadcast in any way. */
export function registerElementwise(): void {
  const { GeluGradient, ...stockBinary } = binaryOperations;
  for (const [name, operation] of Object.entries(stockBinary))
    replaceKernel<{ a: tf.TensorInfo; b: tf.TensorInfo }, object>(name, ({ inputs: { a, b }, backend }) =>
      a.dtype === 'float32' && b.dtype === 'float32' ? binary(backend, operation, a, b) : undefined,
    );
  addKernel<{ x: tf.TensorInfo; dy: tf.TensorInfo }, object>('GeluGradient', ({ inputs: { x, dy }, backend }) =>
    binary(backend, GeluGradient, x, dy),
  );

  const { Gelu, ...stockUnary } = unaryOperations;
  for (const [name, operation] of Object.entries(stockUnary))
    replaceKernel<{ x: tf.TensorInfo }, UnaryAttributes>(name, ({ inputs: { x }, attrs, backend }) =>
      x.dtype === 'float32' ? unary(backend, operation, x, attrs) : undefined,
    );
  addKernel<{ x: tf.TensorInfo }, object>('Gelu', ({ inputs: { x }, backend }) => unary(backend, Gelu, x));

  replaceKernel<tf.TensorInfo[], object>('AddN', ({ inputs, backend }) => {
    const [first, second, ...others] = Object.values(inputs);
    if (!second || Object.values(inputs).some(({ dtype }) => dtype !== 'float32')) return undefined;
    return others.reduce(
      (sum, next) => {
        const total = binary(backend, binaryOperations.Add, sum, next);
        backend.disposeIntermediateTensorInfo(sum);
        return total;
      },
      binary(backend, binaryOperations.Add, first!, second),
    );
  });
}
