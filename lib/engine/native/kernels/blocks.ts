import * as tf from '@tensorflow/tfjs-core';
import type { Numbers } from '../addon.js';
import type { NativeBackend, NumberType } from '../backend.js';
import { denseSteps, traversal } from './traversal.js';

/** A block of a dense array: where it begins, and how far the array advances along each of the block's axes. */
export interface Block {
  offset: number;
  steps: number[];
}

/** Copies a block of `sizes` elements from one tensor's numbers to another's. */
export function copyBlock(
  backend: NativeBackend,
  from: Numbers,
  source: Block,
  to: Numbers,
  target: Block,
  sizes: number[],
) {
  if (tf.util.sizeFromShape(sizes) === 0) return;
  const walk = traversal(
    sizes.map((size, axis) => ({ size, first: source.steps[axis]!, second: target.steps[axis]! })),
  );
  backend.addon.copy(from, source.offset, to, target.offset, walk);
}

/** The numbers of a tensor, whose type has to be one of numbers. */
export function numbersOf(backend: NativeBackend, tensor: tf.TensorInfo): Numbers {
  return backend.inputOf(tensor.dtype as NumberType, tensor);
}

/** A dense copy, of the shape `sizes`, of a block of x. */
export function taken(
  backend: NativeBackend,
  x: tf.TensorInfo,
  source: Block,
  sizes: number[],
  shape = sizes,
): tf.TensorInfo {
  const { info, values } = backend.outputOf(x.dtype as NumberType, shape);
  copyBlock(backend, numbersOf(backend, x), source, values, { offset: 0, steps: denseSteps(sizes) }, sizes);
  return info;
}

/** Where the element at `begin` lies. */
export function offsetOf(begin: number[], steps: number[]): number {
  return begin.reduce((offset, position, axis) => offset + position * steps[axis]!, 0);
}

/** The axes of x in another order: axis i of the result is axis order[i] of x. */
export function permuted(backend: NativeBackend, x: tf.TensorInfo, order: number[]): tf.TensorInfo {
  const steps = denseSteps(x.shape);
  const source = { offset: 0, steps: order.map((axis) => steps[axis]!) };
  return taken(
    backend,
    x,
    source,
    order.map((axis) => x.shape[axis]!),
  );
}

export function slice(backend: NativeBackend, x: tf.TensorInfo, begin: number[], size: number[]): tf.TensorInfo {
  const steps = denseSteps(x.shape);
  return taken(backend, x, { offset: offsetOf(begin, steps), steps }, size);
}

/** The parts of x along an axis, of the given sizes. */
export function split(backend: NativeBackend, x: tf.TensorInfo, axis: number, sizes: number[]): tf.TensorInfo[] {
  let first = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_, i) => (i === axis ? first : 0));
    first += size;
    return slice(backend, x, begin, x.shape.with(axis, size));
  });
}

/** Tensors beside each other along an axis. */
export function concatenated(backend: NativeBackend, inputs: tf.TensorInfo[], axis: number): tf.TensorInfo {
  const sizes = inputs.map(({ shape }) => shape[axis]!);
  const { info, values } = backend.outputOf(
    inputs[0]!.dtype as NumberType,
    inputs[0]!.shape.with(
      axis,
      sizes.reduce((sum, size) => sum + size, 0),
    ),
  );
  const steps = denseSteps(info.shape);
  let first = 0;
  inputs.forEach((input, i) => {
    const source = { offset: 0, steps: denseSteps(input.shape) };
    copyBlock(backend, numbersOf(backend, input), source, values, { offset: first * steps[axis]!, steps }, input.shape);
    first += sizes[i]!;
  });
  return info;
}
