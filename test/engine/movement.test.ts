import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { numbers, tensor } from './reference.js';

beforeAll(async () => {
  await startEngine({ engine: 'native', threads: 2 });
});

const types = ['float32', 'int32', 'bool'] as const;

/** A tensor whose numbers differ where its type allows. */
function counted(shape: number[], dtype: (typeof types)[number] = 'float32'): tf.Tensor {
  const values = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) =>
    dtype === 'bool' ? (i * 7) % 3 && 1 : i,
  );
  return tf.tensor(values, shape, dtype);
}

/** The numbers of y, which has to be of x's type, where every element is that of x at `from(position)`. */
function expectElements(y: tf.Tensor, x: tf.Tensor, shape: number[], from: (position: number[]) => number[]) {
  const stepsOf = (sizes: number[]) => sizes.map((_, axis) => tf.util.sizeFromShape(sizes.slice(axis + 1)));
  const [steps, values] = [stepsOf(x.shape), x.dataSync()];
  const expected = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => {
    const position = stepsOf(shape).map((step, axis) => Math.floor(i / step) % shape[axis]!);
    return values[from(position).reduce((sum, index, axis) => sum + index * steps[axis]!, 0)];
  });
  expect([y.shape, y.dtype]).toEqual([shape, x.dtype]);
  expect([...y.dataSync()]).toEqual(expected);
}

describe.each(types)('%s', (dtype) => {
  it.each([
    [
      [3, 5],
      [1, 0],
    ],
    [
      [70, 333],
      [1, 0],
    ],
    [
      [2, 7, 3, 16],
      [0, 2, 1, 3],
    ],
    [
      [2, 7, 3, 33],
      [0, 2, 3, 1],
    ],
    [
      [4, 3, 2, 5],
      [3, 2, 1, 0],
    ],
    [
      [2, 3, 1, 4, 5, 2],
      [5, 0, 3, 2, 1, 4],
    ],
    [
      [0, 3],
      [1, 0],
    ],
    [[6], [0]],
  ])('transposes %j by %j', (shape, order) => {
    tf.tidy(() => {
      const x = counted(shape, dtype);
      const y = tf.transpose(x, order);
      expectElements(
        y,
        x,
        order.map((axis) => shape[axis]!),
        (position) => shape.map((_, axis) => position[order.indexOf(axis)]!),
      );
    });
  });

  it('slices, pads, reverses, repeats and takes every other element', () => {
    tf.tidy(() => {
      const x = counted([4, 5, 7], dtype);
      expectElements(tf.slice(x, [1, 0, 2], [2, 5, 3]), x, [2, 5, 3], ([i, j, k]) => [i! + 1, j!, k! + 2]);
      expectElements(tf.slice(x, [1]), x, [3, 5, 7], ([i, j, k]) => [i! + 1, j!, k!]);
      expectElements(tf.reverse(x, [0, 2]), x, [4, 5, 7], ([i, j, k]) => [3 - i!, j!, 6 - k!]);
      expectElements(tf.tile(x, [2, 1, 3]), x, [8, 5, 21], ([i, j, k]) => [i! % 4, j!, k! % 7]);
      expectElements(tf.stridedSlice(x, [0, 1, 6], [4, 5, 0], [2, 1, -3]), x, [2, 4, 2], ([i, j, k]) => [
        2 * i!,
        j! + 1,
        6 - 3 * k!,
      ]);
      const padded = tf.pad(x, [
        [1, 0],
        [0, 2],
        [3, 1],
      ]);
      expect(padded.shape).toEqual([5, 7, 11]);
      expectElements(tf.slice(padded, [1, 0, 3], [4, 5, 7]), x, x.shape, (position) => position);
      expect(tf.sum(tf.cast(padded, 'float32')).dataSync()).toBeAllclose(tf.sum(tf.cast(x, 'float32')).dataSync());
    });
  });

  it('joins and parts along any axis', () => {
    tf.tidy(() => {
      const x = counted([3, 4, 5], dtype);
      for (const axis of [0, 1, 2]) {
        const parts = tf.split(x, [1, x.shape[axis]! - 1], axis);
        expectElements(tf.concat(parts, axis), x, x.shape, (position) => position);
        const layers = tf.unstack(x, axis);
        expect(layers.length).toBe(x.shape[axis]);
        expectElements(tf.stack(layers, axis), x, x.shape, (position) => position);
      }
      expect(tf.concat([x, tf.zeros([3, 0, 5], dtype)], 1).shape).toEqual([3, 4, 5]);
    });
  });
});

it('copies what earlier copies made', () => {
  tf.tidy(() => {
    const x = counted([6, 10]);
    const y = tf.transpose(tf.slice(tf.transpose(x), [2, 1], [5, 4]));
    expectElements(y, x, [4, 5], ([i, j]) => [i! + 1, j! + 2]);
    expect(tf.sum(tf.mul(y, 1)).dataSync()).toBeAllclose([...y.dataSync()].reduce((sum, value) => sum + value, 0));
  });
});

it('leaves a slice alone when its source is overwritten', () => {
  const variable = tf.variable(counted([4, 3]));
  const part = tf.slice(variable, [1, 0], [2, 3]);
  variable.assign(tf.zeros([4, 3]));
  tf.dispose(tf.fill([4, 3], -1));
  expect([...part.dataSync()]).toEqual([3, 4, 5, 6, 7, 8]);
  tf.dispose([variable, part]);
});

const gathers: [shape: number[], axis: number, indices: number[]][] = [
  [[5, 33], 0, [4, 0, 0, 2]],
  [[5, 33], 1, [32, 1, 1]],
  [[2, 5, 3], 1, [4, 4, 0, 1, 2, 3]],
  [[7], 0, [6, 0]],
  [[4, 3], 0, []],
];

describe.each(gathers)('gather from %j along axis %i', (shape, axis, indices) => {
  it('takes the elements and sends the gradient back to them', () => {
    tf.tidy(() => {
      const x = tensor(shape, 1);
      const positions = tf.tensor1d(indices, 'int32');
      const y = tf.gather(x, positions, axis);
      const at = (position: number[]) => position.with(axis, indices[position[axis]!]!);
      expectElements(y, x, shape.with(axis, indices.length), at);
      const dy = tensor(y.shape, 2);
      const dx = tf.grad((input) => tf.gather(input, positions, axis))(x, dy);
      const [outer, size, inner] = [
        tf.util.sizeFromShape(shape.slice(0, axis)),
        shape[axis]!,
        tf.util.sizeFromShape(shape.slice(axis + 1)),
      ];
      const expected = new Float64Array(x.size);
      dy.dataSync().forEach((value, i) => {
        const [row, column] = [Math.floor(i / inner), i % inner];
        const [o, k] = [Math.floor(row / indices.length), row % indices.length];
        if (o < outer) expected[(o * size + indices[k]!) * inner + column]! += value;
      });
      expect(dx.dataSync()).toBeAllclose(expected, { absolute: 1e-6 });
    });
  });
});

it('gathers with indices of their own for each row, and refuses those outside', () => {
  tf.tidy(() => {
    const x = counted([2, 3, 4]);
    const indices = tf.tensor2d([2, 0, 1, 1], [2, 2], 'int32');
    const chosen = [
      [2, 0],
      [1, 1],
    ];
    expectElements(tf.gather(x, indices, 1, 1), x, [2, 2, 4], ([b, i, k]) => [b!, chosen[b!]![i!]!, k!]);
    expect(() => tf.gather(x, tf.tensor1d([3], 'int32'), 1)).toThrow('gather: the index 3 is not in [0, 3)');
  });
});

it('sums the rows of each segment and leaves out those without one', () => {
  tf.tidy(() => {
    const x = tf.tensor2d(numbers(5 * 70, 3), [5, 70]);
    const ids = [2, 0, -1, 2, 7];
    const rows = x.arraySync();
    const expected = [0, 1, 2].map((segment) =>
      rows[0]!.map((_, column) => ids.reduce((sum, id, row) => sum + (id === segment ? rows[row]![column]! : 0), 0)),
    );
    const y = tf.unsortedSegmentSum(x, tf.tensor1d(ids, 'int32'), 3);
    expect(y.dataSync()).toBeAllclose(expected, { absolute: 1e-6 });
  });
});
