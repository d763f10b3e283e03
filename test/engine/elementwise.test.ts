import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { numbers } from './reference.js';

beforeAll(async () => {
  await startEngine({ engine: 'native', threads: 2 });
});

const binary: Record<string, [(a: tf.Tensor, b: tf.Tensor) => tf.Tensor, (a: number, b: number) => number]> = {
  add: [tf.add, (a, b) => a + b],
  sub: [tf.sub, (a, b) => a - b],
  mul: [tf.mul, (a, b) => a * b],
  div: [tf.div, (a, b) => a / b],
  maximum: [tf.maximum, Math.max],
  minimum: [tf.minimum, Math.min],
};

const shapes: [number[], number[]][] = [
  [[5], [5]],
  [
    [3, 7, 17],
    [3, 7, 17],
  ],
  [
    [40, 1000],
    [40, 1000],
  ],
  [[6, 33], []],
  [[], [6, 33]],
  [[9, 2, 19], [19]],
  [
    [9, 2, 19],
    [1, 1, 19],
  ],
  [[19], [9, 2, 19]],
  [
    [4, 3, 5],
    [3, 5],
  ],
  // Left to the stock kernels.
  [
    [4, 5],
    [4, 1],
  ],
  [
    [2, 1, 3],
    [1, 4, 3],
  ],
];

describe.each(Object.entries(binary))('%s', (_, [operation, expected]) => {
  it.each(shapes)('of %j and %j', (shapeA, shapeB) => {
    tf.tidy(() => {
      const [a, b] = [shapeA, shapeB].map((shape, i) => tf.tensor(numbers(tf.util.sizeFromShape(shape), i + 1), shape));
      const shape = tf.backend_util.assertAndGetBroadcastShape(shapeA, shapeB);
      const [p, q] = [a!, b!].map((t) => tf.broadcastTo(t, shape).dataSync());
      const y = operation(a!, b!);
      expect(y.shape).toEqual(shape);
      expect(y.dataSync()).toBeAllclose(
        Array.from(p!, (value, i) => expected(value, q![i]!)),
        { relative: 1e-6 },
      );
    });
  });
});

it('lets NaN through, as JavaScript does', () => {
  tf.tidy(() => {
    const a = tf.tensor1d([Number.NaN, 1, Number.NaN, -1]);
    const b = tf.tensor1d([0, Number.NaN, Number.NaN, 2]);
    expect([...tf.maximum(a, b).dataSync()]).toEqual([Number.NaN, Number.NaN, Number.NaN, 2]);
    expect([...tf.minimum(a, b).dataSync()]).toEqual([Number.NaN, Number.NaN, Number.NaN, -1]);
    expect([...tf.relu(a).dataSync()]).toEqual([Number.NaN, 1, Number.NaN, 0]);
    expect([...tf.step(a).dataSync()]).toEqual([Number.NaN, 1, Number.NaN, 0]);
  });
});

it.each([1, 7, 16, 16385])('maps %i numbers', (length) => {
  tf.tidy(() => {
    const x = tf.tensor1d(numbers(length, 3));
    const values = Array.from(x.dataSync());
    expect(tf.relu(x).dataSync()).toBeAllclose(values.map((v) => Math.max(0, v)));
    expect(tf.neg(x).dataSync()).toBeAllclose(values.map((v) => -v));
    expect(tf.square(x).dataSync()).toBeAllclose(values.map((v) => v * v));
    expect(tf.sqrt(tf.abs(x)).dataSync()).toBeAllclose(values.map((v) => Math.sqrt(Math.abs(v))));
    expect(tf.step(x, 0.25).dataSync()).toBeAllclose(values.map((v) => (v > 0 ? 1 : 0.25)));
  });
});
