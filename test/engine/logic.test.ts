import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { numbers } from './reference.js';

beforeAll(async () => {
  await startEngine({ engine: 'native', threads: 2 });
});

type Comparison = [string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, (a: number, b: number) => boolean];

const comparisons: Comparison[] = [
  ['equal', tf.equal, (a, b) => a === b],
  ['notEqual', tf.notEqual, (a, b) => a !== b],
  ['greater', tf.greater, (a, b) => a > b],
  ['greaterEqual', tf.greaterEqual, (a, b) => a >= b],
  ['less', tf.less, (a, b) => a < b],
  ['lessEqual', tf.lessEqual, (a, b) => a <= b],
];

/** Few different numbers, so that some are equal; NaN among the floats. */
function coarse(length: number, seed: number, dtype: 'float32' | 'int32'): number[] {
  return Array.from(numbers(length, seed), (value, i) =>
    dtype === 'float32' && i % 11 === 0 ? Number.NaN : Math.round(3 * value),
  );
}

describe.each(comparisons)('%s', (_, operation, expected) => {
  it.each(['float32', 'int32'] as const)('compares %s numbers that broadcast', (dtype) => {
    tf.tidy(() => {
      const [a, b] = [coarse(3 * 37, 1, dtype), coarse(5 * 37, 2, dtype)];
      const y = operation(tf.tensor(a, [3, 1, 37], dtype), tf.tensor(b, [5, 37], dtype));
      expect([y.shape, y.dtype]).toEqual([[3, 5, 37], 'bool']);
      const wanted = Array.from({ length: 3 * 5 * 37 }, (_, i) => {
        const [row, column] = [Math.floor(i / (5 * 37)), i % 37];
        return expected(a[row * 37 + column]!, b[i % (5 * 37)]!) ? 1 : 0;
      });
      expect([...y.dataSync()]).toEqual(wanted);
    });
  });
});

it('joins truth values', () => {
  tf.tidy(() => {
    const a = tf.tensor2d([0, 1, 0, 1], [2, 2], 'bool');
    const b = tf.tensor1d([0, 1], 'bool');
    expect([...tf.logicalAnd(a, b).dataSync()]).toEqual([0, 1, 0, 1]);
    expect([...tf.logicalOr(a, tf.logicalNot(b)).dataSync()]).toEqual([1, 1, 1, 1]);
    expect([...tf.logicalNot(a).dataSync()]).toEqual([1, 0, 1, 0]);
  });
});

it.each([0, 1, 37, 20000])('chooses between %i pairs, and sends the gradient to the chosen ones', (length) => {
  tf.tidy(() => {
    const [a, b, dy] = [1, 2, 3].map((seed) => tf.tensor1d(numbers(length, seed))) as [
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
    ];
    const condition = tf.greater(a, b);
    const [p, q, g] = [a, b, dy].map((tensor) => tensor.dataSync());
    const chosen = Array.from(p!, (value, i) => value > q![i]!);
    expect([...tf.where(condition, a, b).dataSync()]).toEqual(chosen.map((first, i) => (first ? p : q)![i]));
    const [dA, dB] = tf.grads((x, z) => tf.where(condition, x!, z!))([a, b], dy);
    expect(dA!.dataSync()).toBeAllclose(chosen.map((first, i) => (first ? g![i]! : 0)));
    expect(dB!.dataSync()).toBeAllclose(chosen.map((first, i) => (first ? 0 : g![i]!)));
  });
});

it('changes types', () => {
  tf.tidy(() => {
    const floats = tf.tensor1d([-1.5, 0, 2.7, 1e9]);
    expect([...tf.cast(floats, 'int32').dataSync()]).toEqual([-1, 0, 2, 1e9]);
    expect([...tf.cast(floats, 'bool').dataSync()]).toEqual([1, 0, 1, 1]);
    const truths = tf.tensor1d([1, 0, 1], 'bool');
    for (const dtype of ['float32', 'int32'] as const) {
      const numbers = tf.cast(truths, dtype);
      expect([numbers.dtype, ...numbers.dataSync()]).toEqual([dtype, 1, 0, 1]);
      expect([...tf.add(numbers, numbers).dataSync()]).toEqual([2, 0, 2]);
    }
    const { numTensors } = tf.memory();
    const same = tf.cast(floats, 'float32');
    same.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect([...floats.dataSync()]).toBeAllclose([-1.5, 0, 2.7, 1e9]);
  });
});

it('makes tensors of one number, and of ones at positions', () => {
  tf.tidy(() => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    expect([...tf.zerosLike(x).dataSync()]).toEqual([0, 0, 0, 0]);
    expect([...tf.onesLike(x).dataSync()]).toEqual([1, 1, 1, 1]);
    expect([...tf.fill([3], 0.5).dataSync()]).toEqual([0.5, 0.5, 0.5]);
    const oneHot = tf.oneHot(tf.tensor1d([2, -1, 0], 'int32'), 3);
    expect([...oneHot.dataSync()]).toEqual([0, 0, 1, 0, 0, 0, 1, 0, 0]);
  });
});
