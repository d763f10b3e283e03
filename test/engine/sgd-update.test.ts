import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { sgdUpdate, startEngine } from '../../lib/engine/index.js';
import { everyEngine } from '../host-engines.js';

afterEach(() => {
  tf.disposeVariables();
});

describe.each(everyEngine)('on %s', (engine) => {
  it.each([false, true])("follows PyTorch's rule over three steps, nesterov %s", async (nesterov) => {
    await startEngine({ engine, threads: 2 });
    const settings = { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01, nesterov };
    const [weight, velocity] = [tf.variable(tf.tensor1d([1, -2])), tf.variable(tf.zeros([2]))];
    const gradient = tf.tensor1d([0.5, 0.25]);
    const [w, v] = [
      [1, -2],
      [0, 0],
    ];
    for (let step = 0; step < 3; step++) {
      sgdUpdate(weight, velocity, gradient, settings);
      [0.5, 0.25].forEach((g, i) => {
        const slope = g + 0.01 * w![i]!;
        v![i] = 0.9 * v![i]! + slope;
        w![i]! -= 0.1 * (nesterov ? slope + 0.9 * v![i]! : v![i]!);
      });
    }
    expect(await weight.data()).toBeAllclose(w!, { relative: 1e-5 });
    expect(await velocity.data()).toBeAllclose(v!, { relative: 1e-5 });
    gradient.dispose();
  });

  it('leaves alone what others hold: the array a weight came from, a clone, numbers read before', async () => {
    await startEngine({ engine, threads: 2 });
    const source = Float32Array.of(1, 2);
    const [weight, velocity] = [tf.variable(tf.tensor1d(source)), tf.variable(tf.zeros([2]))];
    const gradient = tf.tensor1d([1, 1]);
    const update = () => sgdUpdate(weight, velocity, gradient, { learningRate: 1 });
    update();
    const clone = tf.clone(weight);
    update();
    const read = await weight.data();
    update();
    expect([...source]).toEqual([1, 2]);
    expect([...(await clone.data())]).toEqual([0, 1]);
    expect([...read]).toEqual([-1, 0]);
    expect([...(await weight.data())]).toEqual([-2, -1]);
    tf.dispose([gradient, clone]);
  });
});

it('says which shape differs', async () => {
  await startEngine({ engine: 'native', threads: 2 });
  const [weight, velocity] = [tf.variable(tf.zeros([2])), tf.variable(tf.zeros([2]))];
  expect(() => sgdUpdate(weight, velocity, tf.zeros([3]), { learningRate: 1 })).toThrow('the gradient of');
});
