import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { numbers, tensor } from './reference.js';

beforeAll(async () => {
  await startEngine({ engine: 'native', threads: 2 });
});

type Fold = (values: number[]) => number;

type Operation = (x: tf.Tensor, axes?: number | number[], keepDims?: boolean) => tf.Tensor;

const total: Fold = (values) => values.reduce((sum, value) => sum + value, 0);

const folds: [string, Operation, Fold][] = [
  ['sum', tf.sum, total],
  ['mean', tf.mean, (values) => total(values) / values.length],
  ['max', tf.max, (values) => Math.max(...values)],
  ['min', tf.min, (values) => Math.min(...values)],
];

/** The values that fall together when the axes are reduced, in the order of the results. */
function groups(x: tf.Tensor, axes: number[]): number[][] {
  const values = x.dataSync();
  const strides = x.shape.map((_, axis) => tf.util.sizeFromShape(x.shape.slice(axis + 1)));
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const results = tf.util.sizeFromShape(kept.map((axis) => x.shape[axis]!));
  const all: number[][] = Array.from({ length: results }, () => []);
  values.forEach((value, i) => {
    const group = kept.reduce(
      (index, axis) => index * x.shape[axis]! + (Math.floor(i / strides[axis]!) % x.shape[axis]!),
      0,
    );
    all[group]!.push(value);
  });
  return all;
}

const cases: [shape: number[], axes: number[]][] = [
  [[7], [0]],
  [[5, 33], [1]],
  [[5, 33], [0]],
  [
    [5, 33],
    [0, 1],
  ],
  [[3, 1000], [1]],
  [[2, 40000], [1]],
  [[300, 67], [0]],
  [[4, 5, 19], [1]],
  [
    [4, 5, 19],
    [0, 2],
  ],
  [
    [2, 3, 4, 5],
    [1, 3],
  ],
  [
    [2, 7, 5, 17],
    [1, 2],
  ],
  [[1, 1], [0]],
  [[16500, 3], [0]],
];

describe.each(folds)('%s', (_, operation, fold) => {
  it.each(cases)('of %j over %j', (shape, axes) => {
    tf.tidy(() => {
      const x = tensor(shape, 3);
      const y = operation(x, axes);
      expect(y.shape).toEqual(shape.filter((_, axis) => !axes.includes(axis)));
      expect(operation(x, axes, true).shape).toEqual(shape.map((size, axis) => (axes.includes(axis) ? 1 : size)));
      expect(y.dataSync()).toBeAllclose(groups(x, axes).map(fold), { relative: 1e-6, absolute: 4e-6 });
    });
  });

  it('lets NaN through', () => {
    tf.tidy(() => {
      const x = numbers(3 * 50, 1);
      x[70] = Number.NaN;
      expect([...operation(tf.tensor2d(x, [3, 50]), 1).dataSync()].map(Number.isNaN)).toEqual([false, true, false]);
      expect([...operation(tf.tensor2d(x, [50, 3]), 0).dataSync()].map(Number.isNaN)).toEqual([false, true, false]);
    });
  });
});

it('counts truths and sums integers', () => {
  tf.tidy(() => {
    const x = tensor([4, 5, 19], 6);
    const [positive, whole] = [tf.greater(x, 0), tf.cast(tf.mul(x, 100), 'int32')];
    for (const axes of [[0, 1, 2], [1], [0, 2]]) {
      const counts = groups(x, axes).map((group) => group.filter((value) => value > 0).length);
      expect([...tf.sum(positive, axes).dataSync()]).toEqual(counts);
      expect([...tf.sum(whole, axes).dataSync()]).toEqual(groups(whole, axes).map(total));
    }
  });
});

it('reduces nothing', () => {
  tf.tidy(() => {
    const x = tf.zeros([0, 5]);
    expect([...tf.sum(x, 0).dataSync()]).toEqual([0, 0, 0, 0, 0]);
    expect([...tf.mean(x, 0).dataSync()]).toEqual(new Array(5).fill(Number.NaN));
    expect(tf.max(x, 1).shape).toEqual([0]);
  });
});

it('keeps the small numbers of a long sum', () => {
  tf.tidy(() => {
    const x = tf.fill([1 << 22], 0.1);
    expect(tf.sum(x).dataSync()).toBeAllclose([(1 << 22) * Math.fround(0.1)], { relative: 1e-6 });
    expect(tf.mean(tf.reshape(x, [1 << 20, 4]), 0).dataSync()).toBeAllclose(new Array(4).fill(0.1), { relative: 1e-6 });
  });
});

it.each([
  [[5, 33], 1],
  [[5, 33], 0],
  [[3, 4, 19], 1],
  [[1, 1], 1],
])('finds the first extreme of %j along axis %i', (shape, axis) => {
  tf.tidy(() => {
    const x = tf.round(tf.mul(tensor(shape, 4), 3));
    const expected = groups(x, [axis]);
    expect([...tf.argMax(x, axis).dataSync()]).toEqual(expected.map((group) => group.indexOf(Math.max(...group))));
    expect([...tf.argMin(x, axis).dataSync()]).toEqual(expected.map((group) => group.indexOf(Math.min(...group))));
  });
});

it('sends the gradient of a maximum to the largest values', () => {
  tf.tidy(() => {
    const x = tensor<tf.Rank.R2>([6, 37], 5);
    const values = groups(x, [1]);
    const dx = tf.grad((input) => tf.sum(tf.max(input, 1)))(x);
    expect([...dx.dataSync()]).toEqual(values.flatMap((row) => row.map((value) => Number(value === Math.max(...row)))));
  });
});

/** Softmax of rows in double precision. */
function softmaxOf(x: ArrayLike<number>, size: number): number[][] {
  return Array.from({ length: x.length / size }, (_, row) => {
    const values = Array.from({ length: size }, (_, i) => x[row * size + i]!);
    const shares = values.map((value) => Math.exp(value - Math.max(...values)));
    const total = shares.reduce((sum, share) => sum + share, 0);
    return shares.map((share) => share / total);
  });
}

describe.each([
  [1, 1],
  [4, 10],
  [3, 197],
  [37, 33],
  [2, 5000],
])('rows %i of %i logits', (rows, size) => {
  const x = numbers(rows * size, 7).map((value) => 8 * value);
  const dy = numbers(rows * size, 8);
  const shares = softmaxOf(x, size);

  it('have the softmax and its gradient', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d(x, [rows, size]);
      expect(tf.softmax(logits).dataSync()).toBeAllclose(shares, { relative: 1e-5, absolute: 1e-12 });
      const dx = tf.grad((input) => tf.softmax(input as tf.Tensor2D))(logits, tf.tensor2d(dy, [rows, size]));
      const expected = shares.map((row, r) => {
        const weighted = row.reduce((sum, share, i) => sum + share * dy[r * size + i]!, 0);
        return row.map((share, i) => share * (dy[r * size + i]! - weighted));
      });
      expect(dx.dataSync()).toBeAllclose(expected, { absolute: 2e-7, relative: 1e-4 });
    });
  });

  it('have the log-softmax and its gradient', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d(x, [rows, size]);
      expect(tf.logSoftmax(logits).dataSync()).toBeAllclose(
        shares.map((row) => row.map(Math.log)),
        { relative: 1e-6, absolute: 2e-6 },
      );
      const dx = tf.grad((input) => tf.logSoftmax(input as tf.Tensor2D))(logits, tf.tensor2d(dy, [rows, size]));
      const expected = shares.map((row, r) => {
        const total = row.reduce((sum, _, i) => sum + dy[r * size + i]!, 0);
        return row.map((share, i) => dy[r * size + i]! - total * share);
      });
      expect(dx.dataSync()).toBeAllclose(expected, { absolute: 5e-6, relative: 1e-5 });
    });
  });
});

it('stays finite for logits of ten thousand', () => {
  tf.tidy(() => {
    const logits = tf.tensor2d([1e4, -1e4, 0, -1e4, -1e4, -1e4], [2, 3]);
    expect([...tf.softmax(logits).dataSync()]).toBeAllclose([1, 0, 0, 1 / 3, 1 / 3, 1 / 3]);
    expect([...tf.logSoftmax(logits).dataSync()]).toBeAllclose([0, -2e4, -1e4, ...new Array(3).fill(-Math.log(3))]);
  });
});

it('makes no rows of no rows', () => {
  tf.tidy(() => {
    expect(tf.softmax(tf.zeros([0, 5])).shape).toEqual([0, 5]);
    expect(tf.logSoftmax(tf.zeros([0, 5])).shape).toEqual([0, 5]);
  });
});
