import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { exportWeights, importWeights, memoryQueue } from '../../lib/models/index.js';
import { hostEngines } from '../host-engines.js';

/** Rows whose numbers tell them apart: row i of a push that begins at `first` is [first + i, …]. */
const rows = (first: number, count: number) =>
  tf.tidy(() => tf.tile(tf.expandDims(tf.range(first, first + count), 1), [1, 2]) as tf.Tensor2D);
const labels = (first: number, count: number) => tf.tidy(() => tf.cast(tf.range(first, first + count), 'int32'));

describe.each(hostEngines)('on %s a memory queue', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  test('starts with random directions of no class', async () => {
    const queue = memoryQueue({ length: 50, embeddingSize: 8, seed: 3 });
    const embeddings = (await queue.embeddings.array()) as number[][];
    for (const row of embeddings) expect(Math.hypot(...row)).toBeCloseTo(1, 5);
    expect(new Set(embeddings.map(String)).size).toBe(50);
    expect(await queue.labels.array()).toEqual(new Array(50).fill(-1));
    const again = memoryQueue({ length: 50, embeddingSize: 8, seed: 3 });
    const other = memoryQueue({ length: 50, embeddingSize: 8, seed: 4 });
    expect(await again.embeddings.array()).toEqual(embeddings);
    expect(await other.embeddings.array()).not.toEqual(embeddings);
  });

  test.each([1, 2, 3, 5, 7, 12])('holds the latest five of batches of %d', async (batchSize) => {
    const queue = memoryQueue({ length: 5, embeddingSize: 2 });
    for (let pushed = 0; pushed < 24; pushed += batchSize) {
      tf.tidy(() => queue.push(rows(pushed, batchSize), labels(pushed, batchSize)));
      const end = pushed + batchSize;
      const expected = Array.from({ length: Math.min(5, end) }, (_, i) => end - 1 - i).sort((a, b) => a - b);
      const held = ((await queue.labels.array()) as number[]).filter((label) => label >= 0).sort((a, b) => a - b);
      expect(held).toEqual(expected);
    }
    const [embeddings, held] = await Promise.all([queue.embeddings.array(), queue.labels.array()]);
    expect(embeddings).toEqual((held as number[]).map((label) => [label, label]));
  });

  test('goes on from a checkpoint where it was', async () => {
    const [queue, resumed] = [0, 1].map((seed) => memoryQueue({ length: 5, embeddingSize: 2, seed }));
    tf.tidy(() => queue!.push(rows(0, 3), labels(0, 3)));
    importWeights(resumed!, await exportWeights(queue!), 'checkpoint');
    for (const each of [queue!, resumed!]) tf.tidy(() => each.push(rows(3, 4), labels(3, 4)));
    expect(await exportWeights(resumed!)).toEqual(await exportWeights(queue!));
  });

  test('leaves no tensor behind', () => {
    const { tensors } = engineMemory();
    const queue = memoryQueue({ length: 5, embeddingSize: 2 });
    const batch = { embeddings: rows(0, 3), labels: labels(0, 3) };
    const held = engineMemory().tensors;
    queue.push(batch.embeddings, batch.labels);
    expect(engineMemory().tensors).toBe(held);
    queue.dispose();
    tf.dispose(batch);
    expect(engineMemory().tensors).toBe(tensors);
  });

  test('refuses what does not fit', () => {
    expect(() => memoryQueue({ length: 0, embeddingSize: 2 })).toThrow('length 0: give a whole number from 1.');
    const queue = memoryQueue({ length: 5, embeddingSize: 3 });
    expect(() => queue.push(rows(0, 2), labels(0, 2))).toThrow('give [n, 3] and [n].');
  });
});
