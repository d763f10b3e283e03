import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { createLoss } from '../../lib/losses/index.js';
import type { DeviceBatch } from '../../lib/training/index.js';
import { hits, lossOfBatch, mixFeatures } from '../../lib/training/mixed.js';

beforeAll(async () => {
  await startEngine();
});

const logits = () =>
  tf.tensor2d([
    [2, 0, -1],
    [0, 3, 1],
  ]);
const shares = [0.75, 0.4];
const mixedBatch = (partners?: number[]): DeviceBatch => ({
  images: tf.zeros([2, 1, 1, 1]),
  labels: tf.tensor1d([0, 2], 'int32'),
  mixed: {
    labels: tf.tensor1d([1, 1], 'int32'),
    lambda: tf.tensor1d(shares),
    ...(partners && { partners: tf.tensor1d(partners, 'int32') }),
  },
});

test('the loss of mixed images counts each label by its share', async () => {
  const loss = createLoss('cross-entropy', { counts: [3, 2, 1] });
  const value = tf.tidy(() => lossOfBatch(loss, { logits: logits() }, mixedBatch()));
  const crossEntropies = (await logits().array()).map((row) => {
    const sum = row.reduce((total, z) => total + Math.exp(z), 0);
    return row.map((z) => Math.log(sum) - z);
  });
  const [first, second] = crossEntropies as [number[], number[]];
  const expected = (0.75 * first[0]! + 0.25 * first[1]! + 0.4 * second[2]! + 0.6 * second[1]!) / 2;
  expect(await value.data()).toBeAllclose([expected], { relative: 1e-6 });
});

test('a mixed image is hit by the share of the label that is predicted', async () => {
  const count = tf.tidy(() => hits(logits(), mixedBatch()));
  expect(await count.data()).toBeAllclose([0.75 + 0.6], { relative: 1e-6 });
  const { images, labels } = mixedBatch();
  expect(await tf.tidy(() => hits(logits(), { images, labels })).data()).toEqual(new Float32Array([1]));
});

test('features are mixed where the images are not', async () => {
  const features = () => tf.tensor2d([[4], [8]]);
  const of = (batch: DeviceBatch) => tf.tidy(() => mixFeatures(features(), batch)).data();
  expect(await of(mixedBatch([1, 0]))).toBeAllclose([0.75 * 4 + 0.25 * 8, 0.4 * 8 + 0.6 * 4], { relative: 1e-6 });
  expect(await of(mixedBatch())).toEqual(new Float32Array([4, 8]));
});
