import * as tf from '@tensorflow/tfjs-core';
import { isNumberType, type NativeBackend, type NumberType } from '../backend.js';
import { concatenated, copyBlock, numbersOf, offsetOf, permuted, slice, split, taken } from './blocks.js';
import { replaceKernel } from './replace.js';
import { denseSteps } from './traversal.js';

interface StridedSliceAttributes {
  begin: number[];
  end: number[];
  strides: number[];
  beginMask: number;
  endMask: number;
  ellipsisMask: number;
  newAxisMask: number;
  shrinkAxisMask: number;
}

function allOfOneNumberType(tensors: tf.TensorInfo[]): boolean {
  return isNumberType(tensors[0]!.dtype) && tensors.every(({ dtype }) => dtype === tensors[0]!.dtype);
}

/** Kernels that copy numbers of any type into another order. */
export function registerMovement(): void {
  /** A kernel of one tensor. */
  const replace = <Attributes>(
    name: string,
    move: (backend: NativeBackend, x: tf.TensorInfo, attributes: Attributes) => tf.TensorInfo | tf.TensorInfo[],
  ) =>
    replaceKernel<{ x?: tf.TensorInfo; value?: tf.TensorInfo }, Attributes>(name, ({ inputs, attrs, backend }) => {
      const x = (inputs.x ?? inputs.value)!;
      return isNumberType(x.dtype) ? move(backend, x, attrs) : undefined;
    });

  replace<{ perm: number[] }>('Transpose', (backend, x, { perm }) => permuted(backend, x, perm));

  replace<{ begin: number | number[]; size: number | number[] }>('Slice', (backend, x, attributes) => {
    const [begin, size] = tf.slice_util.parseSliceParams(x as tf.Tensor, attributes.begin, attributes.size);
    tf.slice_util.assertParamsValid(x, begin!, size!);
    return slice(backend, x, begin!, size!);
  });

  replace<StridedSliceAttributes>('StridedSlice', (backend, x, a) => {
    const { finalShapeSparse, finalShape, begin, strides } = tf.slice_util.sliceInfo(
      ...([x.shape, a.begin, a.end, a.strides] as const),
      ...([a.beginMask, a.endMask, a.ellipsisMask, a.newAxisMask, a.shrinkAxisMask] as const),
    );
    const steps = denseSteps(x.shape);
    const source = { offset: offsetOf(begin, steps), steps: steps.map((step, axis) => step * strides[axis]!) };
    return taken(backend, x, source, finalShapeSparse, finalShape);
  });

  replace<{ dims: number | number[] }>('Reverse', (backend, x, { dims }) => {
    const turned = new Set(tf.util.parseAxisParam(dims, x.shape));
    const steps = denseSteps(x.shape);
    const last = x.shape.map((size, axis) => (turned.has(axis) ? size - 1 : 0));
    const source = { offset: offsetOf(last, steps), steps: steps.map((step, i) => (turned.has(i) ? -step : step)) };
    return taken(backend, x, source, x.shape);
  });

  replace<{ paddings: [number, number][]; constantValue: number }>('PadV2', (backend, x, attributes) => {
    const { paddings, constantValue } = attributes;
    const shape = x.shape.map((size, axis) => paddings[axis]![0] + size + paddings[axis]![1]);
    const { info, values } = backend.outputOf(x.dtype as NumberType, shape);
    values.fill(constantValue);
    const steps = denseSteps(shape);
    const begin = paddings.map(([before]) => before);
    const source = { offset: 0, steps: denseSteps(x.shape) };
    copyBlock(backend, numbersOf(backend, x), source, values, { offset: offsetOf(begin, steps), steps }, x.shape);
    return info;
  });

  // Each axis becomes two, of which the first repeats.
  replace<{ reps: number[] }>('Tile', (backend, x, { reps }) => {
    const steps = denseSteps(x.shape).flatMap((step) => [0, step]);
    const sizes = x.shape.flatMap((size, axis) => [reps[axis]!, size]);
    const shape = x.shape.map((size, axis) => size * reps[axis]!);
    return taken(backend, x, { offset: 0, steps }, sizes, shape);
  });

  replace<{ numOrSizeSplits: number | number[]; axis: number }>('SplitV', (backend, x, attributes) => {
    const [axis] = tf.util.parseAxisParam(attributes.axis, x.shape) as [number];
    const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, attributes.numOrSizeSplits, axis);
    return split(backend, x, axis, sizes);
  });

  replace<{ axis: number }>('Unpack', (backend, value, attributes) => {
    const [axis] = tf.util.parseAxisParam(attributes.axis, value.shape) as [number];
    const parts = split(backend, value, axis, new Array<number>(value.shape[axis]!).fill(1));
    return parts.map((part) => ({ ...part, shape: part.shape.toSpliced(axis, 1) }));
  });

  replaceKernel<tf.TensorInfo[], { axis: number }>('Concat', ({ inputs, attrs, backend }) => {
    const parts = Object.values(inputs);
    if (!allOfOneNumberType(parts)) return undefined;
    const [axis] = tf.util.parseAxisParam(attrs.axis, parts[0]!.shape) as [number];
    tf.backend_util.assertParamsConsistent(
      parts.map(({ shape }) => shape),
      axis,
    );
    return concatenated(backend, parts, axis);
  });

  replaceKernel<tf.TensorInfo[], { axis: number }>('Pack', ({ inputs, attrs, backend }) => {
    const parts = Object.values(inputs);
    if (!allOfOneNumberType(parts)) return undefined;
    const [axis] = tf.util.parseAxisParam(attrs.axis, [1, ...parts[0]!.shape]) as [number];
    const layers = parts.map((part) => ({ ...part, shape: part.shape.toSpliced(axis, 0, 1) }));
    return concatenated(backend, layers, axis);
  });
}
