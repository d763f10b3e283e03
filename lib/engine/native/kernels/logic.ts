import * as tf from '@tensorflow/tfjs-core';
import { comparisons, connectives } from '../addon.js';
import { isNumberType, type NativeBackend } from '../backend.js';
import { replaceKernel } from './replace.js';
import { broadcastTraversal } from './traversal.js';

interface Operands {
  a: tf.TensorInfo;
  b: tf.TensorInfo;
}

/** The truth of `fill` for each pair of elements; it gets the result to write to, and the walk through both operands. */
function truth(
  backend: NativeBackend,
  a: number[],
  b: number[],
  fill: (values: Uint8Array, walk: Int32Array) => void,
): tf.TensorInfo {
  const shape = tf.backend_util.assertAndGetBroadcastShape(a, b);
  const { info, values } = backend.outputOf('bool', shape);
  if (values.length > 0) fill(values, broadcastTraversal(a, b, shape));
  return info;
}

/** Comparisons of numbers, connectives of truth values, choices by them, and changes of type. */
export function registerLogic(): void {
  for (const [name, comparison] of Object.entries(comparisons))
    replaceKernel<Operands, object>(name, ({ inputs: { a, b }, backend }) => {
      const dtype = a.dtype === b.dtype ? a.dtype : undefined;
      if (dtype !== 'float32' && dtype !== 'int32') return undefined;
      return truth(backend, a.shape, b.shape, (values, walk) => {
        if (dtype === 'float32') backend.addon.compare(comparison, backend.input(a), backend.input(b), values, walk);
        else {
          const [p, q] = [backend.inputOf('int32', a), backend.inputOf('int32', b)];
          backend.addon.compareIntegers(comparison, p, q, values, walk);
        }
      });
    });

  for (const name of ['LogicalAnd', 'LogicalOr'] as const)
    replaceKernel<Operands, object>(name, ({ inputs: { a, b }, backend }) =>
      truth(backend, a.shape, b.shape, (values, walk) => {
        const [p, q] = [backend.inputOf('bool', a), backend.inputOf('bool', b)];
        backend.addon.combine(connectives[name], p, q, values, walk);
      }),
    );
  const one = Uint8Array.of(1);
  replaceKernel<{ x: tf.TensorInfo }, object>('LogicalNot', ({ inputs: { x }, backend }) =>
    truth(backend, x.shape, [], (values, walk) =>
      backend.addon.combine(connectives.LogicalXor, backend.inputOf('bool', x), one, values, walk),
    ),
  );

  replaceKernel<{ condition: tf.TensorInfo; t: tf.TensorInfo; e: tf.TensorInfo }, object>(
    'Select',
    ({ inputs: { condition, t, e }, backend }) => {
      // The condition may have one number for each row.
      const sameShapes = `${condition.shape}` === `${t.shape}` && `${t.shape}` === `${e.shape}`;
      if (t.dtype !== 'float32' || e.dtype !== 'float32' || !sameShapes) return undefined;
      const { info, values } = backend.output(t.shape);
      backend.addon.choose(backend.inputOf('bool', condition), backend.input(t), backend.input(e), values);
      return info;
    },
  );

  replaceKernel<{ x: tf.TensorInfo }, { dtype: tf.DataType }>(
    'Cast',
    ({ inputs: { x }, attrs: { dtype }, backend }) => {
      if (x.dtype === dtype) {
        backend.incRef(x.dataId);
        return { dataId: x.dataId, shape: x.shape, dtype };
      }
      if (dtype === 'bool' && x.dtype === 'float32')
        return truth(backend, x.shape, [], (values, walk) =>
          backend.addon.compare(comparisons.NotEqual, backend.input(x), Float32Array.of(0), values, walk),
        );
      if ((dtype !== 'float32' && dtype !== 'int32') || !isNumberType(x.dtype)) return undefined;
      const { info, values } = backend.outputOf(dtype, x.shape);
      values.set(backend.inputOf(x.dtype, x));
      return info;
    },
  );
}
