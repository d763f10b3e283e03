import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { globalAveragePool, startEngine } from '../../lib/engine/index.js';
import { tensor } from './reference.js';

beforeAll(async () => {
  await startEngine({ engine: 'native', threads: 2 });
});

const cases: [shape: [number, number, number, number], size: number, stride: number, pad: number | 'same'][] = [
  [[2, 8, 8, 16], 2, 2, 0],
  [[1, 7, 9, 5], 3, 2, 1],
  [[3, 5, 5, 1], 3, 1, 'same'],
  [[1, 1, 6, 33], 1, 1, 0],
  // More channels than a task of the gradient takes.
  [[2, 9, 6, 131], 3, 2, 1],
  [[0, 4, 4, 3], 2, 2, 0],
];

/** The values of each window, by output element. */
function windows(x: tf.Tensor4D, size: number, stride: number, before: number, outHeight: number, outWidth: number) {
  const [batch, height, width, channels] = x.shape;
  const result: { index: number; value: number }[][] = [];
  const values = x.dataSync();
  for (let b = 0; b < batch; b++)
    for (let h = 0; h < outHeight; h++)
      for (let w = 0; w < outWidth; w++)
        for (let c = 0; c < channels; c++) {
          const window: { index: number; value: number }[] = [];
          for (let i = h * stride - before; i < h * stride - before + size; i++)
            for (let j = w * stride - before; j < w * stride - before + size; j++)
              if (i >= 0 && i < height && j >= 0 && j < width) {
                const index = ((b * height + i) * width + j) * channels + c;
                window.push({ index, value: values[index]! });
              }
          result.push(window);
        }
  return result;
}

describe.each(cases)('images %j, window %i, stride %i, padding %s', (shape, size, stride, pad) => {
  const before = pad === 'same' ? 1 : pad;

  it.each(['maximum', 'average'])('takes the %s and sends its gradient back', (kind) => {
    tf.tidy(() => {
      const x = tensor<tf.Rank.R4>(shape, 1);
      const pool = (input: tf.Tensor4D) =>
        kind === 'maximum' ? tf.maxPool(input, size, stride, pad) : tf.avgPool(input, size, stride, pad);
      const y = pool(x);
      const dy = tensor<tf.Rank.R4>(y.shape, 2);
      const gradients = dy.dataSync();
      const dx = new Float64Array(x.size);
      const expected = windows(x, size, stride, before, y.shape[1], y.shape[2]).map((window, i) => {
        if (kind === 'maximum') {
          const best = window.reduce((a, b) => (b.value > a.value ? b : a));
          dx[best.index]! += gradients[i]!;
          return best.value;
        }
        for (const { index } of window) dx[index]! += gradients[i]! / window.length;
        return window.reduce((sum, { value }) => sum + value, 0) / window.length;
      });
      expect(y.dataSync()).toBeAllclose(expected, { absolute: 1e-6 });
      expect(
        tf
          .grad((input) => pool(input as tf.Tensor4D))(x, dy)
          .dataSync(),
      ).toBeAllclose(dx, { absolute: 1e-6 });
    });
  });
});

it('averages whole images, and spreads the gradient over them', () => {
  tf.tidy(() => {
    const x = tensor<tf.Rank.R4>([2, 5, 3, 19], 1);
    const dy = tensor<tf.Rank.R2>([2, 19], 2);
    expect(globalAveragePool(x).dataSync()).toBeAllclose(tf.mean(x, [1, 2]).dataSync(), { absolute: 1e-6 });
    const spread = tf.mul(tf.div(tf.reshape(dy, [2, 1, 1, 19]), 15), tf.onesLike(x));
    expect(
      tf
        .grad((input) => globalAveragePool(input as tf.Tensor4D))(x, dy)
        .dataSync(),
    ).toBeAllclose(spread.dataSync());
  });
});

it('sends the gradient of a window to its first largest value, or to its first NaN', () => {
  tf.tidy(() => {
    const x = tf.tensor4d([1, 3, 3, 2, 5, Number.NaN, 7, Number.NaN], [1, 2, 4, 1]);
    const pooled = tf.maxPool(x, 2, 2, 0);
    expect([...pooled.dataSync()]).toEqual([Number.NaN, Number.NaN]);
    const dx = tf.grad((input) => tf.maxPool(input as tf.Tensor4D, 2, 2, 0))(x, tf.tensor4d([2, 4], [1, 1, 2, 1]));
    expect([...dx.dataSync()]).toEqual([0, 0, 0, 0, 0, 2, 0, 4]);
    const ties = tf.tensor4d([3, 3, 3, 3], [1, 2, 2, 1]);
    const first = tf.grad((input) => tf.maxPool(input as tf.Tensor4D, 2, 2, 0))(ties, tf.ones([1, 1, 1, 1]));
    expect([...first.dataSync()]).toEqual([1, 0, 0, 0]);
  });
});
