import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { type ConvolutionCase, forProducts, tensor } from './reference.js';

const cases: Record<string, ConvolutionCase> = {
  '3×3 of 16 channels': { image: [2, 8, 8, 16], filter: [3, 3, 16], padding: [1, 1, 1, 1] },
  '3×3 of 32 to 64 channels': { image: [1, 6, 9, 32], filter: [3, 3, 64], padding: [1, 1, 1, 1] },
  '3×3 on odd sizes, 19 to 33 channels': { image: [3, 7, 5, 19], filter: [3, 3, 33], padding: [1, 1, 1, 1] },
  '3×3 without padding': { image: [2, 9, 4, 24], filter: [3, 3, 16] },
  '3×3 with unequal padding': { image: [2, 5, 6, 16], filter: [3, 3, 20], padding: [2, 0, 1, 2] },
  '3×3 of many small images': { image: [37, 3, 2, 16], filter: [3, 3, 16], padding: [1, 1, 1, 1] },
  '3×3 of 160 to 112 channels': { image: [2, 4, 4, 160], filter: [3, 3, 112], padding: [1, 1, 1, 1] },
  'colour images': { image: [3, 9, 7, 3], filter: [3, 3, 16], padding: [1, 1, 1, 1] },
  'stride 2': { image: [2, 8, 8, 16], filter: [3, 3, 32], stride: [2, 2], padding: [1, 1, 1, 1] },
  'stride 2 on odd sizes': { image: [2, 11, 7, 5], filter: [3, 3, 7], stride: [2, 2], padding: [1, 1, 1, 1] },
  '1×1': { image: [2, 5, 5, 17], filter: [1, 1, 33] },
  '1×1, stride 2': { image: [2, 7, 6, 4], filter: [1, 1, 9], stride: [2, 2] },
  'stride above the filter': { image: [1, 10, 10, 2], filter: [2, 2, 3], stride: [3, 3] },
  '7×7, stride 2': { image: [1, 20, 20, 3], filter: [7, 7, 18], stride: [2, 2], padding: [3, 3, 3, 3] },
  'unequal strides and padding': { image: [1, 9, 8, 3], filter: [3, 2, 5], stride: [1, 2], padding: [2, 0, 1, 2] },
  'one pixel, one channel': { image: [1, 1, 1, 1], filter: [1, 1, 1] },
  'one row': { image: [1, 1, 40, 2], filter: [1, 5, 3], padding: [0, 0, 2, 2] },
  'more images than chunks': { image: [35, 4, 4, 2], filter: [3, 3, 5], padding: [1, 1, 1, 1] },
  'a large filter': { image: [2, 4, 4, 160], filter: [3, 3, 96], padding: [1, 1, 1, 1] },
  'dilation 2': { image: [2, 9, 9, 6], filter: [3, 3, 20], padding: [2, 2, 2, 2], dilation: [2, 2] },
  'unequal dilation': { image: [1, 12, 10, 3], filter: [3, 2, 4], padding: [1, 2, 0, 3], dilation: [3, 2] },
  'dilation and stride': { image: [1, 13, 11, 2], filter: [3, 3, 4], stride: [2, 3], dilation: [3, 2] },
  '32 groups of 4': { image: [2, 7, 7, 128], filter: [3, 3, 128], padding: [1, 1, 1, 1], groups: 32 },
  'groups of 8, stride 2': {
    image: [3, 8, 7, 32],
    filter: [3, 3, 32],
    stride: [2, 2],
    padding: [1, 1, 1, 1],
    groups: 4,
  },
  'groups of 32': { image: [2, 4, 5, 64], filter: [3, 3, 64], padding: [1, 1, 1, 1], groups: 2 },
  'unequal groups, dilated': { image: [1, 9, 8, 6], filter: [3, 2, 15], dilation: [2, 3], groups: 3 },
  'one channel a group': { image: [2, 6, 6, 19], filter: [3, 3, 19], padding: [1, 1, 1, 1], groups: 19 },
};

function attributes({
  stride = [1, 1],
  padding: [top, bottom, left, right] = [0, 0, 0, 0],
  dilation = [1, 1],
}: ConvolutionCase) {
  const pad = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return { strides: stride, pad, dataFormat: 'NHWC', dilations: dilation };
}

function run(kernel: string, inputs: Record<string, tf.Tensor>, attrs: object): Float32Array {
  return (tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap) as tf.Tensor).dataSync() as Float32Array;
}

// The sums have up to a few thousand terms of size 1.
const tolerance = { relative: 1e-5, absolute: 1e-4 };

describe.each(['avx512', 'avx2', 'baseline'])('with %s', (instructionSet) => {
  let supported = true;

  beforeAll(async () => {
    process.env.LONGTAIL_ISA = instructionSet;
    // Whatever the machine lacks is left to machines that have it.
    await startEngine({ engine: 'native', threads: 2 }).catch(() => {
      supported = false;
    });
    delete process.env.LONGTAIL_ISA;
    tf.engine().startScope();
  });
  afterEach(() => {
    tf.engine().endScope();
    tf.engine().startScope();
  });

  describe.each(Object.entries(cases))('%s', (_, shape) => {
    const x = () => tensor(shape.image, 1);
    const filterShape = [shape.filter[0], shape.filter[1], shape.image[3] / (shape.groups ?? 1), shape.filter[2]];
    const filter = () => tensor(filterShape, 2);
    const sizes = (() => {
      const outputShape = forProducts(shape, () => {});
      return { outputShape, output: outputShape.reduce((a, b) => a * b, 1) };
    })();

    it('convolves', ({ skip }) => {
      if (!supported) skip();
      const [image, weights] = [x(), filter()];
      const [values, factors] = [image.dataSync(), weights.dataSync()];
      const expected = new Float64Array(sizes.output);
      forProducts(shape, (i, f, o) => {
        expected[o]! += values[i]! * factors[f]!;
      });
      expect(run('Conv2D', { x: image, filter: weights }, attributes(shape))).toBeAllclose(expected, tolerance);
    });

    it('gives the gradients of input and filter', ({ skip }) => {
      if (!supported) skip();
      const [image, weights, gradient] = [x(), filter(), tensor(sizes.outputShape, 3)];
      const [values, factors, dy] = [image.dataSync(), weights.dataSync(), gradient.dataSync()];
      const [dx, dFilter] = [new Float64Array(values.length), new Float64Array(factors.length)];
      forProducts(shape, (i, f, o) => {
        dx[i]! += dy[o]! * factors[f]!;
        dFilter[f]! += dy[o]! * values[i]!;
      });
      const common = attributes(shape);
      expect(
        run('Conv2DBackpropInput', { dy: gradient, filter: weights }, { ...common, inputShape: shape.image }),
      ).toBeAllclose(dx, tolerance);
      expect(run('Conv2DBackpropFilter', { x: image, dy: gradient }, { ...common, filterShape })).toBeAllclose(
        dFilter,
        tolerance,
      );
    });
  });
});
