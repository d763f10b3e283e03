import * as tf from '@tensorflow/tfjs-core';
import { binaryOperations, unaryOperations } from '../addon.js';
import { replaceKernel } from './replace.js';

/** Whether `b` repeats evenly along `a`: equal shapes, one number, or the last axes of `a`. */
function repeatsAlong(a: number[], b: number[]): boolean {
  if (tf.util.sizeFromShape(b) === 1) return b.length <= a.length;
  const trimmed = b.slice(b.findIndex((size) => size !== 1));
  return b.length <= a.length && trimmed.every((size, i) => size === a[a.length - trimmed.length + i]);
}

// The operand that repeats stands second in the addon; these may be turned round.
const commutative = new Set(['Add', 'Multiply', 'Maximum', 'Minimum']);

/** Float32 arithmetic on equal shapes, with one number, or with a row; all else stays with the stock kernels. */
export function registerElementwise(): void {
  for (const [name, operation] of Object.entries(binaryOperations))
    replaceKernel<{ a: tf.TensorInfo; b: tf.TensorInfo }, object>(name, ({ inputs: { a, b }, backend }) => {
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
      const [whole, repeated] = !repeatsAlong(a.shape, b.shape) && commutative.has(name) ? [b, a] : [a, b];
      if (!repeatsAlong(whole.shape, repeated.shape)) return undefined;
      const { info, values } = backend.output(whole.shape);
      backend.addon.binary(operation, backend.input(whole), backend.input(repeated), values);
      return info;
    });

  for (const [name, operation] of Object.entries(unaryOperations))
    replaceKernel<{ x: tf.TensorInfo }, { alpha?: number }>(name, ({ inputs: { x }, attrs, backend }) => {
      if (x.dtype !== 'float32') return undefined;
      const { info, values } = backend.output(x.shape);
      backend.addon.unary(operation, backend.input(x), values, attrs?.alpha ?? 0);
      return info;
    });
}
