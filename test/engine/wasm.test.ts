import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convolution, startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { tensor } from './reference.js';

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

const images = (x: tf.Tensor) => x as tf.Tensor4D;

const operations: Record<string, [Operation, ...number[][]]> = {
  convolution: [(x, filter) => convolution(images(x), images(filter), { padding: 1 }), [2, 7, 5, 6], [3, 3, 6, 4]],
  'convolution with stride': [
    (x, filter) => convolution(images(x), images(filter), { stride: 2, padding: 3 }),
    [1, 13, 12, 3],
    [7, 7, 3, 5],
  ],
  'grouped convolution': [
    (x, filter) => convolution(images(x), images(filter), { stride: 2, padding: 1, groups: 3 }),
    [2, 9, 8, 6],
    [3, 3, 2, 9],
  ],
  'dilated convolution': [
    (x, filter) => convolution(images(x), images(filter), { padding: 2, dilation: 2 }),
    [1, 8, 7, 4],
    [3, 3, 4, 3],
  ],
  'maximum pooling': [(x) => tf.maxPool(images(x), 3, 2, 1), [2, 9, 8, 5]],
  'average pooling': [(x) => tf.avgPool(images(x), 3, 2, 1), [2, 9, 8, 5]],
  'batched matrix product': [(a, b) => tf.matMul(a, b, false, true), [2, 3, 4, 5], [2, 3, 6, 5]],
  gather: [(x) => tf.gather(x, tf.tensor1d([3, 0, 3, 2], 'int32')), [5, 2, 3]],
  'gather along another axis': [(x) => tf.gather(x, tf.tensor2d([[1, 0, 1]], undefined, 'int32'), 1), [2, 4, 3]],
  softmax: [(x) => tf.softmax(x), [2, 3, 7]],
  'logarithm of softmax': [(x) => tf.logSoftmax(x), [4, 7]],
  'error function': [(x) => tf.erf(x), [3, 7]],
  transpose: [(x) => tf.transpose(x, [0, 2, 1, 3]), [2, 3, 4, 5]],
  'largest elements': [(x) => tf.max(x, [1]), [2, 5, 3]],
  'split and concatenation': [(x) => tf.concat(tf.split(x, 3, 2).reverse(), 1), [2, 4, 6]],
};

/** The result and, for a fixed gradient of it, the gradients of all inputs. */
async function computed(engine: 'native' | 'wasm', [operation, ...shapes]: [Operation, ...number[][]]) {
  await startEngine({ engine, threads: 2 });
  return tf.tidy(() => {
    const inputs = shapes.map((shape, i) => tensor(shape, i + 1));
    const output = operation(...inputs);
    const gradients = tf.grads(operation)(inputs, tensor(output.shape, 9));
    return [output, ...gradients].map((result) => result.dataSync());
  });
}

describe('wasm agrees with native on', () => {
  it.each(Object.entries(operations))('%s and its gradient', async (_, operation) => {
    const native = await computed('native', operation);
    const tensors = tf.memory().numTensors;
    const wasm = await computed('wasm', operation);
    wasm.forEach((values, i) => {
      expect(values).toBeAllclose(native[i]!, { relative: 1e-5, absolute: 1e-5 });
    });
    expect(tf.memory().numTensors).toBe(tensors);
  });
});

it('says on wasm when memory runs out, in one sentence, and goes on', async () => {
  await startEngine({ engine: 'wasm' });
  const tensors = tf.memory().numTensors;
  for (const length of [2 ** 30 - 2 ** 16, 2 ** 30 + 1]) {
    const tooMuch = () => tf.tidy(() => tf.fill([length], 1));
    expect(tooMuch).toThrow(InputError);
    expect(tooMuch).toThrow(/^The wasm engine's memory ends at 4 GiB and .*: take a smaller batch, .*\.$/);
  }
  expect(tf.tidy(() => tf.sum(tf.ones([1000])).dataSync())).toEqual(Float32Array.of(1000));
  expect(tf.memory().numTensors).toBe(tensors);
});
