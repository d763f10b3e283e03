import * as tf from '@tensorflow/tfjs-core';
import { type Reduction, reductions } from '../addon.js';
import type { NativeBackend } from '../backend.js';
import { permuted } from './movement.js';
import { addKernel, replaceKernel } from './replace.js';

interface ReductionAttributes {
  axis?: number | number[];
  /** What Max calls the axes. */
  reductionIndices?: number | number[];
  keepDims?: boolean;
}

const { computeOutAndReduceShapes, expandShapeToKeepDim } = tf.backend_util;

const ofNothing = { Sum: 0, Mean: Number.NaN, Max: Number.NEGATIVE_INFINITY, Min: Number.POSITIVE_INFINITY } as const;

/** outer · size · inner of a shape whose axes `first` to `last` are reduced. */
function reductionOf(shape: number[], first: number, last: number): Reduction {
  return Int32Array.of(
    tf.util.sizeFromShape(shape.slice(0, first)),
    tf.util.sizeFromShape(shape.slice(first, last + 1)),
    tf.util.sizeFromShape(shape.slice(last + 1)),
  );
}

function reduce(
  backend: NativeBackend,
  name: keyof typeof reductions,
  x: tf.TensorInfo,
  { axis, reductionIndices = axis, keepDims }: ReductionAttributes,
): tf.TensorInfo {
  const axes = tf.util.parseAxisParam(reductionIndices!, x.shape).sort((a, b) => a - b);
  const [reducedShape] = computeOutAndReduceShapes(x.shape, axes);
  const { info, values } = backend.output(keepDims ? expandShapeToKeepDim(reducedShape, axes) : reducedShape);
  if (tf.util.sizeFromShape(x.shape) === 0) {
    values.fill(ofNothing[name]);
    return info;
  }
  const inRow = axes.every((value, i) => i === 0 || value === axes[i - 1]! + 1);
  if (inRow) {
    const reduction = reductionOf(x.shape, axes[0] ?? 0, axes.at(-1) ?? -1);
    backend.addon.reduce(reductions[name], backend.input(x), values, reduction);
  } else {
    const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
    const turned = permuted(backend, x, [...kept, ...axes]);
    const reduction = reductionOf(turned.shape, kept.length, x.shape.length - 1);
    backend.addon.reduce(reductions[name], backend.input(turned), values, reduction);
    backend.disposeIntermediateTensorInfo(turned);
  }
  return info;
}

/** Sum, mean and extremes over any axes, softmax, and layer normalisation. */
export function registerReduction(): void {
  for (const name of Object.keys(reductions) as (keyof typeof reductions)[])
    replaceKernel<{ x: tf.TensorInfo }, ReductionAttributes>(name, ({ inputs: { x }, attrs, backend }) =>
      x.dtype === 'float32' ? reduce(backend, name, x, attrs) : undefined,
    );

  for (const [name, largest] of [
    ['ArgMax', true],
    ['ArgMin', false],
  ] as const)
    replaceKernel<{ x: tf.TensorInfo }, { axis: number | number[] }>(name, ({ inputs: { x }, attrs, backend }) => {
      const [axis] = tf.util.parseAxisParam(attrs.axis, x.shape) as [number];
      if (x.dtype !== 'float32' || x.shape[axis] === 0) return undefined;
      const { info, values } = backend.outputOf('int32', x.shape.toSpliced(axis, 1));
      const reduction = reductionOf(x.shape, axis, axis);
      backend.addon.extremePosition(backend.input(x), values as Int32Array, reduction, largest);
      return info;
    });

  replaceKernel<{ logits: tf.TensorInfo }, { dim: number }>('Softmax', ({ inputs: { logits }, attrs, backend }) => {
    if (logits.dtype !== 'float32' || attrs.dim !== logits.shape.length - 1) return undefined;
    const { info, values } = backend.output(logits.shape);
    const size = logits.shape.at(-1)!;
    if (values.length > 0) backend.addon.softmax(backend.input(logits), values, values.length / size, size);
    return info;
  });

  addKernel<{ x: tf.TensorInfo; scale: tf.TensorInfo; offset: tf.TensorInfo }, { epsilon: number }>(
    'LayerNorm',
    ({ inputs: { x, scale, offset }, attrs: { epsilon }, backend }) => {
      const [input, factor, shift] = [x, scale, offset].map((tensor) => backend.input(tensor));
      const { info, values } = backend.output(x.shape);
      const size = x.shape.at(-1)!;
      backend.addon.layerNorm(input!, factor!, shift!, values, values.length / size, size, epsilon);
      return info;
    },
  );

  addKernel<{ x: tf.TensorInfo; scale: tf.TensorInfo; dy: tf.TensorInfo }, { epsilon: number }>(
    'LayerNormGradient',
    ({ inputs: { x, scale, dy }, attrs: { epsilon }, backend }) => {
      const [input, factor, slope] = [x, scale, dy].map((tensor) => backend.input(tensor));
      const [dx, dScale, dOffset] = [x, scale, scale].map(({ shape }) => backend.output(shape));
      const size = x.shape.at(-1)!;
      backend.addon.layerNormGradient(
        ...([input!, factor!, slope!, dx!.values, dScale!.values, dOffset!.values] as const),
        ...([input!.length / size, size, epsilon] as const),
      );
      return [dx!.info, dScale!.info, dOffset!.info];
    },
  );
}
