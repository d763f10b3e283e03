import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { SmallNetwork } from './small-network.js';

beforeEach(async () => {
  await startEngine({ engine: 'native', threads: 2 });
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

it('does not grow over 2,000 training steps', () => {
  const network = new SmallNetwork();
  const train = (steps: number) => {
    for (let step = 0; step < steps; step++) network.step();
    return { ...engineMemory(), resident: process.memoryUsage().rss };
  };
  const early = train(200);
  const late = train(1800);
  expect({ ...late, resident: 0 }).toEqual({ ...early, resident: 0 });
  // A leak of one of the network's activations a step would take 40 MB; the rest is the garbage collector's leisure.
  expect(late.resident - early.resident).toBeLessThan(30e6);
});

it('says when memory runs out, in one sentence, and goes on', () => {
  const tooMuch = () => tf.tidy(() => tf.matMul(tf.ones([2 ** 20, 1]), tf.ones([1, 2 ** 20])));
  expect(tooMuch).toThrow(InputError);
  expect(tooMuch).toThrow(/^The native engine found no memory beside the \d+\.\d GB of its tensors: take a .*\.$/);
  expect(tf.tidy(() => tf.matMul(tf.ones([2, 2]), tf.ones([2, 1])).dataSync())).toEqual(Float32Array.of(2, 2));
});
