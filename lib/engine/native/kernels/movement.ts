import * as tf from '@tensorflow/tfjs-core';
import type { Values as Numbers } from '../addon.js';
import { isNumberType, type NativeBackend, type NumberType } from '../backend.js';
import { replaceKernel } from './replace.js';
import { denseSteps, traversal } from './traversal.js';

/** A block of a dense array: where it begins, and how far the array advances along each of the block's axes. */
interface Block {
  offset: number;
  steps: number[];
}

/** Copies a block of `sizes` elements from one tensor's numbers to another's. */
function copyBlock(backend: NativeBackend, from: Numbers, source: Block, to: Numbers, target: Block, sizes: number[]) {
  if (tf.util.sizeFromShape(sizes) === 0) return;
  const walk = traversal(
    sizes.map((size, axis) => ({ size, first: source.steps[axis]!, second: target.steps[axis]! })),
  );
  backend.addon.copy(from, source.offset, to, target.offset, walk);
}

/** The numbers of a tensor, whose type has to be one of numbers. */
function numbersOf(backend: NativeBackend, tensor: tf.TensorInfo): Numbers {
  return backend.inputOf(tensor.dtype as NumberType, tensor);
}

/** A dense copy, of the shape `sizes`, of a block of x. */
function taken(backend: NativeBackend, x: tf.TensorInfo, source: Block, sizes: number[], shape = sizes): tf.TensorInfo {
  const { info, values } = backend.outputOf(x.dtype as NumberType, shape);
  copyBlock(backend, numbersOf(backend, x), source, values, { offset: 0, steps: denseSteps(sizes) }, sizes);
  return info;
}

/** Where the element at `begin` lies. */
function offsetOf(begin: number[], steps: number[]): number {
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

function slice(backend: NativeBackend, x: tf.TensorInfo, begin: number[], size: number[]): tf.TensorInfo {
  const steps = denseSteps(x.shape);
  return taken(backend, x, { offset: offsetOf(begin, steps), steps }, size);
}

/** The parts of x along an axis, of the given sizes. */
function split(backend: NativeBackend, x: tf.TensorInfo, axis: number, sizes: number[]): tf.TensorInfo[] {
  let first = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_, i) => (i === axis ? first : 0));
    first += size;
    return slice(backend, x, begin, x.shape.with(axis, size));
  });
}

/** Tensors beside each other along an axis. */
function concatenated(backend: NativeBackend, inputs: tf.TensorInfo[], axis: number): tf.TensorInfo {
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

  replaceKernel<{ x: tf.TensorInfo; indices: tf.TensorInfo }, { axis: number; batchDims?: number }>(
    'GatherV2',
    ({ inputs: { x, indices }, attrs, backend }) => {
      if (x.dtype !== 'float32') return undefined;
      const [axis] = tf.util.parseAxisParam(attrs.axis, x.shape) as [number];
      const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
        tf.backend_util.segment_util.collectGatherOpShapeInfo(
          ...([x as tf.Tensor, indices as tf.Tensor, axis, attrs.batchDims ?? 0] as const),
        );
      const { info, values } = backend.output(outputShape);
      if (values.length === 0) return info;
      const positions = backend.inputOf('int32', indices);
      const middle = Int32Array.of(outerSize, dimSize, sliceSize);
      backend.addon.gather(backend.input(x), positions, values, batchSize, positions.length / batchSize, middle);
      return info;
    },
  );

  replaceKernel<{ x: tf.TensorInfo; segmentIds: tf.TensorInfo }, { numSegments: number }>(
    'UnsortedSegmentSum',
    ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
      if (x.dtype !== 'float32' || segmentIds.shape.length !== 1) return undefined;
      const { info, values } = backend.output([numSegments, ...x.shape.slice(1)]);
      const width = tf.util.sizeFromShape(x.shape.slice(1));
      const ids = backend.inputOf('int32', segmentIds);
      backend.addon.segmentSum(backend.input(x), ids, values, x.shape[0]!, width, numSegments);
      return info;
    },
  );
}

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
