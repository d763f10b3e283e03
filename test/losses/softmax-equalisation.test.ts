import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { createLoss } from '../../lib/losses/index.js';
import { equalisedCrossEntropy } from '../../lib/losses/softmax-equalisation.js';

const logits = () =>
  tf.tensor2d([
    [1, 2, 3],
    [0.5, -0.5, 0],
    [0, 0, 0],
    [-2, 4, 1],
  ]);
const labels = () => tf.tensor1d([0, 1, 2, 2], 'int32');

beforeAll(async () => {
  await startEngine();
});

it('has the golden value and gradient where β is given', async () => {
  // Classes 1 and 2 are rare; β keeps class 0 of the second sample in, which is not rare in any case.
  const rare = tf.tensor2d([
    [0, 1, 1],
    [0, 1, 1],
    [0, 1, 1],
    [0, 1, 1],
  ]);
  const { value, grad } = tf.valueAndGrad((z: tf.Tensor) =>
    tf.mean(equalisedCrossEntropy(z as tf.Tensor2D, labels(), rare)),
  )(logits());
  expect(await value.data()).toBeAllclose([0.5137490549129775]);
  expect(await grad.data()).toBeAllclose([
    [0, 0, 0],
    [0.18276464465750122, -0.18276464465750122, 0],
    [0.125, 0, -0.125],
    [0.011856468294391695, 0, -0.011856468294391687],
  ]);
});

describe('what is drawn', () => {
  // Every class is rare, so that each sample's loss is 0 where its other class is left out, and log 2 where it is not.
  const drawn = async (options: { gamma?: number; seed?: number }, iteration?: number, loss = make(options)) => {
    const values = [];
    for (let sample = 0; sample < 40; sample++) {
      values.push((await loss({ logits: tf.zeros([40, 2]), iteration }, tf.zeros([40], 'int32')).data())[0]!);
      if (iteration !== undefined) break;
    }
    return values.map((value) => 1 - value / Math.log(2));
  };
  const make = (options: object) => createLoss('softmax-equalisation', { counts: [3, 2], lambda: 1, ...options });

  it('leaves a rare class out with the probability γ', async () => {
    const shares = await drawn({ gamma: 0.7 });
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeCloseTo(0.7, 1);
    expect(new Set(shares).size).toBeGreaterThan(5);
  });

  it('follows from seed and iteration alone', async () => {
    expect(await drawn({ gamma: 0.5 }, 3)).toEqual(await drawn({ gamma: 0.5 }, 3));
    const others = [await drawn({ gamma: 0.5 }, 4), await drawn({ gamma: 0.5 }, 5), await drawn({ gamma: 0.5 }, 6)];
    expect(new Set(others.flat()).size).toBeGreaterThan(1);
    const seeds = [await drawn({ gamma: 0.5, seed: 1 }, 3), await drawn({ gamma: 0.5, seed: 2 }, 3)];
    expect(new Set([...seeds.flat(), ...(await drawn({ gamma: 0.5 }, 3))]).size).toBeGreaterThan(1);
  });
});
