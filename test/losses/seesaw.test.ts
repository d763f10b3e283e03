import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { createLoss } from '../../lib/losses/index.js';

beforeAll(async () => {
  await startEngine();
});

it('counts the samples of the batches so far, each class at least once', async () => {
  const logits = tf.tensor2d([
    [1, 2, 3],
    [0.5, -0.5, 0],
    [2, 1, 0],
  ]);
  const labels = tf.tensor1d([0, 0, 1], 'int32');
  const loss = createLoss('seesaw', { counts: [7, 7, 7], counting: 'cumulative' });
  const values = [];
  for (let step = 0; step < 2; step++) values.push((await loss({ logits }, labels).data())[0]!);

  const known = async (counts: number[]) => (await createLoss('seesaw', { counts })({ logits }, labels).data())[0]!;
  expect(values).toBeAllclose([await known([2, 1, 1]), await known([4, 2, 1])], { relative: 1e-6 });
  expect(await loss.buffers!.get('counts')!.data()).toEqual(Float32Array.of(4, 2, 0));
});
