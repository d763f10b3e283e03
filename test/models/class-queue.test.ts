import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { type ClassQueue, classQueue } from '../../lib/models/index.js';
import { hostEngines } from '../host-engines.js';

/** Pushes rows [number, −number] and tells the row that each place has got. */
async function push(queue: ClassQueue, numbers: number[], labels: number[]): Promise<number[]> {
  const places = tf.tidy(() => {
    const rows = tf.tensor2d(numbers.map((number) => [number, -number]));
    return queue.push(rows, tf.tensor1d(labels, 'int32'));
  });
  const sources = Array.from(await places.data());
  places.dispose();
  return sources;
}

const held = async (queue: ClassQueue) => (await queue.features.array()).map(([number]) => number);

describe.each(hostEngines)('on %s a queue of classes', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  test('shares out its places by the counts, and gives the rarest class its base', async () => {
    const queue = classQueue({ counts: [90, 9, 1], length: 16, base: 2, size: 2 });
    await push(queue, [...Array(16).keys()], new Array(16).fill(0));
    await push(queue, [101, 102, 103], [1, 1, 1]);
    await push(queue, [201, 202, 203, 204], [2, 2, 2, 2]);
    expect(await queue.labels.array()).toEqual([...new Array(11).fill(0), 1, 1, 1, 2, 2]);
    queue.dispose();
  });

  test('is empty at first, and keeps the latest rows of each class', async () => {
    const queue = classQueue({ counts: [1, 1], length: 6, base: 3, size: 2 });
    expect(await queue.labels.array()).toEqual(new Array(6).fill(-1));
    expect(await push(queue, [1, 2, 3], [1, 0, 1])).toEqual([1, -1, -1, 0, 2, -1]);
    expect(await queue.labels.array()).toEqual([0, -1, -1, 1, 1, -1]);
    expect(await push(queue, [4, 5], [1, 1])).toEqual([-1, -1, -1, 1, -1, 0]);
    expect(await held(queue)).toEqual([2, 0, 0, 5, 3, 4]);
    expect((await queue.features.array())[4]).toEqual([3, -3]);
    queue.dispose();
  });

  test('takes the first rows of a class that has more than places', async () => {
    const queue = classQueue({ counts: [1, 1], length: 4, base: 2, size: 2 });
    expect(await push(queue, [1, 2, 3, 4], [0, 0, 0, 1])).toEqual([0, 1, 3, -1]);
    expect(await push(queue, [5], [0])).toEqual([0, -1, -1, -1]);
    expect(await held(queue)).toEqual([5, 2, 4, 0]);
    queue.dispose();
  });
});

test('refuses fewer places than its base asks for', () => {
  expect(() => classQueue({ counts: [5, 1], length: 3, size: 2 })).toThrow(InputError);
});
