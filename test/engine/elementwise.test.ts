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
  squaredDifference: [tf.squaredDifference, (a, b) => (a - b) ** 2],
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
  // Broadcast along any axes, of either or of both.
  [
    [4, 5],
    [4, 1],
  ],
  [
    [2, 1, 3],
    [1, 4, 3],
  ],
  [
    [5, 1],
    [1, 7],
  ],
  [
    [3, 1, 5, 1],
    [2, 1, 33],
  ],
  [[2, 3, 1, 1, 2, 17], [17]],
  [[0, 3], [3]],
  [
    [4, 0, 1],
    [1, 1, 3],
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

it.each([0, 1, 7, 16, 16385])('maps %i numbers', (length) => {
  tf.tidy(() => {
    const x = tf.tensor1d(numbers(length, 3));
    const values = Array.from(x.dataSync());
    expect(tf.relu(x).dataSync()).toBeAllclose(values.map((v) => Math.max(0, v)));
    expect(tf.neg(x).dataSync()).toBeAllclose(values.map((v) => -v));
    expect(tf.abs(x).dataSync()).toBeAllclose(values.map(Math.abs));
    expect(tf.square(x).dataSync()).toBeAllclose(values.map((v) => v * v));
    expect(tf.reciprocal(x).dataSync()).toBeAllclose(
      values.map((v) => 1 / v),
      { relative: 1e-6 },
    );
    expect(tf.sqrt(tf.abs(x)).dataSync()).toBeAllclose(values.map((v) => Math.sqrt(Math.abs(v))));
    expect(tf.step(x, 0.25).dataSync()).toBeAllclose(values.map((v) => (v > 0 ? 1 : 0.25)));
    expect(tf.leakyRelu(x, 0.25).dataSync()).toBeAllclose(values.map((v) => (v > 0 ? v : v / 4)));
    expect(tf.clipByValue(x, -0.25, 0.5).dataSync()).toBeAllclose(values.map((v) => Math.min(Math.max(v, -0.25), 0.5)));
  });
});

it('reads arrays that begin inside of a buffer', () => {
  tf.tidy(() => {
    const whole = numbers(40, 5);
    const [a, b] = [whole.subarray(3, 20), whole.subarray(21, 38)];
    expect(tf.mul(tf.tensor1d(a), tf.tensor1d(b)).dataSync()).toBeAllclose(Array.from(a, (value, i) => value * b[i]!));
  });
});

it('adds many tensors', () => {
  tf.tidy(() => {
    const terms = [1, 2, 3, 4].map((seed) => tf.tensor(numbers(35, seed), [5, 7]));
    const values = terms.map((term) => term.dataSync());
    const { numTensors } = tf.memory();
    expect(tf.addN(terms).dataSync()).toBeAllclose(
      Array.from(values[0]!, (_, i) => values.reduce((sum, term) => sum + term[i]!, 0)),
      { absolute: 1e-6 },
    );
    expect(tf.memory().numTensors).toBe(numTensors + 1);
  });
});
