import * as tf from '@tensorflow/tfjs-core';
import { type Numbers, type Reduction, reductions } from '../addon.js';
import type { NativeBackend } from '../backend.js';
import { permuted } from './blocks.js';
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

/**
 * Calls `run` with x, turned if need be so that the reduced axes are neighbours, the array for the results and the
 * reduction; of an empty tensor every result is `ofNothing`.
 */
function reduce<Output extends { info: tf.TensorInfo; values: Numbers }>(
  backend: NativeBackend,
  x: tf.TensorInfo,
  { axis, reductionIndices = axis, keepDims }: ReductionAttributes,
  output: (shape: number[]) => Output,
  ofNothing: number,
  run: (x: tf.TensorInfo, values: Output['values'], reduction: Reduction) => void,
): tf.TensorInfo {
  const axes = tf.util.parseAxisParam(reductionIndices!, x.shape).sort((a, b) => a - b);
  const [reducedShape] = computeOutAndReduceShapes(x.shape, axes);
  const { info, values } = output(keepDims ? expandShapeToKeepDim(reducedShape, axes) : reducedShape);
  if (tf.util.sizeFromShape(x.shape) === 0) {
    values.fill(ofNothing);
    return info;
  }
  if (axes.every((value, i) => i === 0 || value === axes[i - 1]! + 1)) {
    run(x, values, reductionOf(x.shape, axes[0] ?? 0, axes.at(-1) ?? -1));
    return info;
  }
  const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const turned = permuted(backend, x, [...kept, ...axes]);
  run(turned, values, reductionOf(turned.shape, kept.length, x.shape.length - 1));
  backend.disposeIntermediateTensorInfo(turned);
  return info;
}

/** Sum, mean and extremes over any axes, softmax, and layer normalisation. */
export function registerReduction(): void {
  for (const name of Object.keys(reductions) as (keyof typeof reductions)[])
    replaceKernel<{ x: tf.TensorInfo }, ReductionAttributes>(name, ({ inputs: { x }, attrs, backend }) => {
      const { addon } = backend;
      if (x.dtype === 'float32') {
        const output = (shape: number[]) => backend.output(shape);
        return reduce(backend, x, attrs, output, ofNothing[name], (input, values, reduction) =>
          addon.reduce(reductions[name], backend.input(input), values, reduction),
        );
      }
      if (x.dtype !== 'int32' || name !== 'Sum') return undefined;
      const output = (shape: number[]) => backend.outputOf('int32', shape);
      return reduce(backend, x, attrs, output, 0, (input, values, reduction) =>
        addon.sumIntegers(backend.inputOf('int32', input), values, reduction),
      );
    });

  for (const [name, largest] of [
    ['ArgMax', true],
    ['ArgMin', false],
  ] as const)
    replaceKernel<{ x: tf.TensorInfo }, { axis: number | number[] }>(name, ({ inputs: { x }, attrs, backend }) => {
      const [axis] = tf.util.parseAxisParam(attrs.axis, x.shape) as [number];
      if (x.dtype !== 'float32' || x.shape[axis] === 0) return undefined;
      const { info, values } = backend.outputOf('int32', x.shape.toSpliced(axis, 1));
      const reduction = reductionOf(x.shape, axis, axis);
      backend.addon.extremePosition(backend.input(x), values, reduction, largest);
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
