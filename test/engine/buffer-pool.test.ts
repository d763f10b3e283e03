import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { BufferPool } from '../../lib/engine/native/buffer-pool.js';

it('gives a recycled array out again, and only once', () => {
  const pool = new BufferPool();
  const first = pool.allocate(100);
  pool.recycle(first);
  expect(pool.allocate(100)).toBe(first);
  expect(pool.allocate(100)).not.toBe(first);
});

it('never reuses memory that somebody outside holds', () => {
  const pool = new BufferPool();
  const shown = pool.allocate(10);
  pool.release(shown.subarray(2, 5));
  pool.recycle(shown);
  expect(pool.allocate(10)).not.toBe(shown);
  const foreign = new Float32Array(10);
  pool.recycle(foreign);
  expect(pool.allocate(10)).not.toBe(foreign);
});

it('keeps its total within one and a half times what was in use at once, whatever the sizes', () => {
  const pool = new BufferPool();
  for (let length = 1000; length < 1100; length++) pool.recycle(pool.allocate(length));
  expect(pool.peakBytes).toBeLessThanOrEqual(1.5 * 4 * 1100);
});

it('keeps slices and numbers that were read intact when their tensor is gone', async () => {
  await startEngine({ engine: 'native', threads: 1 });
  const source = tf.add(tf.ones([4, 8]), 1);
  const slice = tf.slice(source, [1, 0], [1, 8]);
  const read = tf.tidy(() => tf.add(tf.ones([4, 8]), 2).dataSync());
  source.dispose();
  const others = [5, 6, 7].map((value) => tf.mul(tf.ones([4, 8]), value));
  expect([...slice.dataSync()]).toEqual(Array(8).fill(2));
  expect([...read]).toEqual(Array(32).fill(3));
  tf.dispose([slice, ...others]);
});
