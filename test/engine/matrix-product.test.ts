import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { tensor } from './reference.js';

beforeAll(async () => {
  await startEngine({ engine: 'native', threads: 2 });
});

const sizes: [m: number, k: number, n: number][] = [
  [1, 1, 1],
  [1, 64, 10],
  [33, 7, 17],
  [128, 64, 100],
  [5, 300, 3],
  [40, 16, 48],
];

describe.each(sizes)('%i×%i by %i columns', (m, k, n) => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('transposed: %s, %s', (transposeA, transposeB) => {
    tf.tidy(() => {
      const a = tensor<tf.Rank.R2>(transposeA ? [k, m] : [m, k], 1);
      const b = tensor<tf.Rank.R2>(transposeB ? [n, k] : [k, n], 2);
      const [p, q] = [a.dataSync(), b.dataSync()];
      const expected = new Float64Array(m * n);
      for (let i = 0; i < m; i++)
        for (let j = 0; j < n; j++)
          for (let l = 0; l < k; l++)
            expected[i * n + j]! += p[transposeA ? l * m + i : i * k + l]! * q[transposeB ? j * k + l : l * n + j]!;
      expect(tf.matMul(a, b, transposeA, transposeB).dataSync()).toBeAllclose(expected, { absolute: 1e-5 });
    });
  });
});

it('multiplies batches, and repeats a batch of one', () => {
  tf.tidy(() => {
    const a = tensor<tf.Rank.R3>([3, 4, 5], 1);
    const b = tensor<tf.Rank.R3>([3, 5, 6], 2);
    const one = tensor<tf.Rank.R3>([1, 5, 6], 3);
    const slices = (x: tf.Tensor3D, y: (i: number) => tf.Tensor2D) =>
      tf.stack(tf.unstack(x).map((matrix, i) => tf.matMul(matrix as tf.Tensor2D, y(i)))).dataSync();
    expect(tf.matMul(a, b).dataSync()).toBeAllclose(slices(a, (i) => tf.unstack(b)[i] as tf.Tensor2D));
    expect(tf.matMul(a, one).dataSync()).toBeAllclose(slices(a, () => tf.unstack(one)[0] as tf.Tensor2D));
  });
});
