import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { convolution, startEngine } from '../../lib/engine/index.js';
import { everyEngine } from '../host-engines.js';
import { type ConvolutionCase, forProducts, tensor } from './reference.js';

const cases: Record<string, ConvolutionCase> = {
  plain: { image: [2, 5, 6, 3], filter: [3, 3, 4], padding: [1, 1, 1, 1] },
  'stride 2': { image: [2, 7, 6, 4], filter: [3, 3, 5], padding: [1, 1, 1, 1], stride: [2, 2] },
  'dilation 2': { image: [1, 8, 7, 3], filter: [3, 3, 4], padding: [2, 2, 2, 2], dilation: [2, 2] },
  'groups of 4': { image: [2, 5, 5, 8], filter: [3, 3, 8], padding: [1, 1, 1, 1], groups: 2 },
  'groups, stride and dilation': {
    image: [1, 11, 9, 6],
    filter: [3, 3, 9],
    stride: [2, 2],
    dilation: [2, 2],
    groups: 3,
  },
};

describe.each(everyEngine)('on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  it.each(Object.entries(cases))('%s: values and gradients are those of the definition', async (_, shape) => {
    const { image, filter: size, stride = [1], padding = [0], dilation = [1], groups = 1 } = shape;
    const outputShape = forProducts(shape, () => {});
    const x = tensor<tf.Rank.R4>(image, 1);
    const filter = tensor<tf.Rank.R4>([size[0], size[1], image[3] / groups, size[2]], 2);
    const dy = tensor<tf.Rank.R4>(outputShape, 3);
    const options = { stride: stride[0], padding: padding[0], dilation: dilation[0], groups };
    const apply = (a: tf.Tensor, b: tf.Tensor) => convolution(a as tf.Tensor4D, b as tf.Tensor4D, options);
    const [values, factors, slopes] = await Promise.all([x.data(), filter.data(), dy.data()]);
    const [y, dx, dFilter] = [tf.util.sizeFromShape(outputShape), values.length, factors.length].map(
      (length) => new Float64Array(length),
    ) as [Float64Array, Float64Array, Float64Array];
    forProducts(shape, (i, f, o) => {
      y[o]! += values[i]! * factors[f]!;
      dx[i]! += slopes[o]! * factors[f]!;
      dFilter[f]! += slopes[o]! * values[i]!;
    });
    expect(await apply(x, filter).data()).toBeAllclose(y, { relative: 1e-5, absolute: 1e-5 });
    const [gradientOfX, gradientOfFilter] = tf.grads(apply)([x, filter], dy);
    expect(await gradientOfX!.data()).toBeAllclose(dx, { relative: 1e-5, absolute: 1e-5 });
    expect(await gradientOfFilter!.data()).toBeAllclose(dFilter, { relative: 1e-5, absolute: 1e-5 });
  });

  it('refuses groups that do not divide the channels, and filters of other channels', () => {
    const [x, filter] = [tf.zeros<tf.Rank.R4>([1, 4, 4, 6]), tf.zeros<tf.Rank.R4>([1, 1, 3, 4])];
    expect(() => convolution(x, filter, { groups: 4 })).toThrow(/4 groups do not divide 6 input and 4 output channels/);
    expect(() => convolution(x, filter)).toThrow(/wants 3 channels, but x has 6/);
  });
});
