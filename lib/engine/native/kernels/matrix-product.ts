import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from './replace.js';

/** Batched matrix product with either side transposed; a batch of one repeats along the other side's. */
export function registerMatrixProduct(): void {
  replaceKernel<{ a: tf.TensorInfo; b: tf.TensorInfo }, { transposeA: boolean; transposeB: boolean }>(
    'BatchMatMul',
    ({ inputs: { a, b }, attrs: { transposeA, transposeB }, backend }) => {
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
      const [batchA, batchB] = [a, b].map(({ shape }) => tf.util.sizeFromShape(shape.slice(0, -2))) as [number, number];
      // Batches that repeat along some axes only.
      if (batchA !== batchB && batchA !== 1 && batchB !== 1) return undefined;
      const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
      const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
      const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
      const n = transposeB ? rowsB : columnsB;
      if ((transposeB ? columnsB : rowsB) !== k) return undefined;

      const batch = Math.max(batchA, batchB);
      const batchShape = (batchA >= batchB ? a : b).shape.slice(0, -2);
      const { info, values } = backend.output([...batchShape, m, n]);
      if (values.length === 0) return info;
      backend.addon.matrixProduct(
        backend.input(a),
        backend.input(b),
        values,
        batch,
        batchA === 1 ? 0 : m * k,
        batchB === 1 ? 0 : k * n,
        m,
        k,
        n,
        transposeA,
        transposeB,
      );
      return info;
    },
  );
}
