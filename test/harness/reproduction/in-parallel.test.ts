import { expect, test } from 'vitest';
import { inParallel } from '../../../lib/harness/reproduction/in-parallel.js';

test('acts on so many at a time, and gives the results in order', async () => {
  let [running, most] = [0, 0];
  const results = await inParallel([5, 1, 3, 1], 2, async (milliseconds, index) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    running--;
    return `${index}: ${milliseconds}`;
  });
  expect(results).toEqual(['0: 5', '1: 1', '2: 3', '3: 1']);
  expect(most).toBe(2);
});

test('fails with the first failure', async () => {
  await expect(inParallel([1], 2, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
});
