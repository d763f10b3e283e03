import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  batchNormTraining,
  convolution,
  gelu,
  globalAveragePool,
  layerNorm,
  startEngine,
} from '../../lib/engine/index.js';
import { tensor } from './reference.js';

let messages: string[];

beforeEach(async () => {
  await startEngine({ engine: 'native', threads: 2 });
  process.env.LONGTAIL_VERBOSE = '1';
  messages = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    messages.push(String(text));
    return true;
  });
  tf.engine().startScope();
});

afterEach(() => {
  delete process.env.LONGTAIL_VERBOSE;
  vi.restoreAllMocks();
  tf.engine().endScope();
});

const ones = (size: number) => tf.ones<tf.Rank.R1>([size]);
const zeros = (size: number) => tf.zeros<tf.Rank.R1>([size]);

/** Mean cross-entropy of the first classes. */
function crossEntropy(logits: tf.Tensor2D): tf.Scalar {
  const [rows, classes] = logits.shape;
  const labels = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: rows }, (_, i) => i % classes),
      'int32',
    ),
    classes,
  );
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), labels), 1))) as tf.Scalar;
}

function linear(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const rows = tf.matMul(tf.reshape(x, [-1, weight.shape[0]!]) as tf.Tensor2D, weight as tf.Tensor2D);
  return tf.reshape(tf.add(rows, bias), [...x.shape.slice(0, -1), weight.shape[1]!]);
}

/** The gradients of all tensors, computed; their values are finite. */
function expectGradients(loss: (...weights: tf.Tensor[]) => tf.Tensor, weights: tf.Tensor[]) {
  for (const gradient of tf.grads(loss)(weights)) expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
}

it('trains a residual network with a stem of its own kernels alone', () => {
  const images = tensor<tf.Rank.R4>([2, 15, 15, 3], 1);
  expectGradients(
    (stem, grouped, head) => {
      const x = convolution(images, stem as tf.Tensor4D, { stride: 2, padding: 3 });
      const pooled = tf.maxPool(batchNormTraining(x, ones(8), zeros(8), { relu: true }).output, 3, 2, 1);
      const y = convolution(pooled, grouped as tf.Tensor4D, { padding: 1, groups: 4 });
      const { output } = batchNormTraining(y, ones(8), zeros(8), { relu: true, residual: pooled });
      return crossEntropy(tf.matMul(globalAveragePool(output), head as tf.Tensor2D));
    },
    [tensor([7, 7, 3, 8], 2), tensor([3, 3, 2, 8], 3), tensor([8, 5], 4)],
  );
  expect(messages).toEqual([]);
});

it('trains a projection head with its own kernels alone', () => {
  const features = tensor<tf.Rank.R2>([6, 19], 1);
  expectGradients(
    (first, bias, second) => {
      const hidden = linear(features, first!, bias!) as tf.Tensor2D;
      const { output } = batchNormTraining(hidden, ones(17), zeros(17), { relu: true });
      const projected = tf.matMul(output, second as tf.Tensor2D);
      const normalised = tf.div(projected, tf.maximum(tf.norm(projected, 'euclidean', 1, true), 1e-12));
      return crossEntropy(tf.div(tf.matMul(normalised, normalised, false, true), 0.1));
    },
    [tensor([19, 17], 2), tensor([17], 3), tensor([17, 9], 4)],
  );
  expect(messages).toEqual([]);
});

it('trains a vision transformer with its own kernels alone', () => {
  const [batch, tokens, width, heads] = [2, 10, 24, 3];
  const images = tensor<tf.Rank.R4>([batch, 12, 12, 3], 1);
  expectGradients(
    (patch, token, position, scale, offset, attention, wide, narrow, head) => {
      const patches = tf.reshape(convolution(images, patch as tf.Tensor4D, { stride: 4 }), [batch, tokens - 1, width]);
      let x: tf.Tensor = tf.add(tf.concat([tf.tile(token!, [batch, 1, 1]), patches], 1), position!);
      const normalised = layerNorm(x, scale as tf.Tensor1D, offset as tf.Tensor1D);
      const parts = tf.reshape(linear(normalised, attention!, zeros(3 * width)), [
        batch,
        tokens,
        3,
        heads,
        width / heads,
      ]);
      const [query, key, value] = tf.unstack(tf.transpose(parts, [2, 0, 3, 1, 4]));
      const weights = tf.softmax(tf.mul(tf.matMul(query!, key!, false, true), Math.sqrt(heads / width)));
      const mixed = tf.reshape(tf.transpose(tf.matMul(weights, value!), [0, 2, 1, 3]), [batch, tokens, width]);
      x = tf.add(x, mixed);
      x = tf.add(x, linear(gelu(linear(x, wide!, zeros(4 * width))), narrow!, zeros(width)));
      const first = tf.reshape(tf.gather(x, tf.tensor1d([0], 'int32'), 1), [batch, width]);
      return crossEntropy(tf.matMul(first as tf.Tensor2D, head as tf.Tensor2D));
    },
    [
      tensor([4, 4, 3, width], 2),
      tensor([1, 1, width], 3),
      tensor([1, tokens, width], 4),
      tensor([width], 5),
      tensor([width], 6),
      tensor([width, 3 * width], 7),
      tensor([width, 4 * width], 8),
      tensor([4 * width, width], 9),
      tensor([width, 5], 10),
    ],
  );
  expect(messages).toEqual([]);
});

it('names a kernel that only the stock backend has, once', () => {
  const x = tf.tensor1d([1, 2, 3]);
  expect([...tf.cumsum(x).dataSync(), ...tf.cumsum(x).dataSync()]).toEqual([1, 3, 6, 1, 3, 6]);
  expect(messages).toEqual(['native: Kernel Cumsum runs on the stock cpu kernel.\n']);
});
