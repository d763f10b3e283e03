import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batchNormInference, batchNormTraining, startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { everyEngine } from '../host-engines.js';
import { numbers, tensor } from './reference.js';

interface Case {
  shape: number[];
  relu: boolean;
  residual: boolean;
  /** Distance of the values from zero, which a naive variance does not survive. */
  centre?: number;
}

const cases: Case[] = [
  { shape: [2, 3, 5, 16], relu: false, residual: false },
  { shape: [2, 3, 5, 16], relu: true, residual: true },
  { shape: [4, 8, 9, 33], relu: true, residual: false },
  { shape: [130, 3], relu: false, residual: true },
  { shape: [1, 1, 2, 1], relu: true, residual: true },
];

// Not on wasm, which adds floats up as they come.
const farFromZero: Case = { shape: [300, 17], relu: false, residual: false, centre: 1000 };

const epsilon = 1e-5;

/** Outputs, statistics and gradients in double precision. */
function reference(
  x: ArrayLike<number>,
  scale: ArrayLike<number>,
  offset: ArrayLike<number>,
  options: { residual?: ArrayLike<number>; relu: boolean; dy: ArrayLike<number> },
) {
  const channels = scale.length;
  const rows = x.length / channels;
  const [y, dx, dResidual] = [0, 1, 2].map(() => new Float64Array(x.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [mean, variance, dScale, dOffset] = [0, 1, 2, 3].map(() => new Float64Array(channels)) as Float64Array[];
  for (let c = 0; c < channels; c++) {
    const at = Array.from({ length: rows }, (_, row) => row * channels + c);
    mean![c] = at.reduce((sum, i) => sum + x[i]!, 0) / rows;
    variance![c] = at.reduce((sum, i) => sum + (x[i]! - mean![c]!) ** 2, 0) / rows;
    const inverse = 1 / Math.sqrt(variance![c]! + epsilon);
    for (const i of at) {
      const value = scale[c]! * (x[i]! - mean![c]!) * inverse + offset[c]! + (options.residual?.[i] ?? 0);
      y[i] = options.relu ? Math.max(0, value) : value;
      dResidual[i] = options.relu && value <= 0 ? 0 : options.dy[i]!;
      dOffset![c]! += dResidual[i]!;
      dScale![c]! += dResidual[i]! * (x[i]! - mean![c]!) * inverse;
    }
    for (const i of at)
      dx[i] =
        scale[c]! *
        inverse *
        (dResidual[i]! - dOffset![c]! / rows - ((x[i]! - mean![c]!) * inverse * dScale![c]!) / rows);
  }
  return { y, mean: mean!, variance: variance!, dx, dScale: dScale!, dOffset: dOffset!, dResidual };
}

describe.each(everyEngine)('on %s', (engine) => {
  beforeEach(async () => {
    await startEngine({ engine, threads: 2 });
    tf.engine().startScope();
  });
  afterEach(() => {
    tf.engine().endScope();
  });

  it.each(engine === 'wasm' ? cases : [...cases, farFromZero])(
    'normalises and differentiates %j',
    async ({ shape, relu, residual, centre = 0 }) => {
      const channels = shape.at(-1)!;
      const size = tf.util.sizeFromShape(shape);
      const x = tf.tensor(
        numbers(size, 1).map((v) => v + centre),
        shape,
      );
      const [scale, offset] = [tensor<tf.Rank.R1>([channels], 2), tensor<tf.Rank.R1>([channels], 3)];
      const [added, dy] = [tensor(shape, 4), tensor(shape, 5)];
      const expected = reference(await x.data(), await scale.data(), await offset.data(), {
        residual: residual ? await added.data() : undefined,
        relu,
        dy: await dy.data(),
      });
      // A float near 1000 has four digits behind the point less.
      const tolerance = { relative: 1e-4, absolute: centre ? 5e-3 : 2e-4 };

      const options = { relu, epsilon, residual: residual ? added : undefined };
      const { output, mean, variance } = batchNormTraining(x, scale, offset, options);
      expect(await output.data()).toBeAllclose(expected.y, tolerance);
      expect(await mean.data()).toBeAllclose(expected.mean, { absolute: 1e-6 });
      expect(await variance.data()).toBeAllclose(expected.variance, { relative: 1e-4, absolute: 1e-6 });
      expect(await batchNormInference(x, scale, offset, mean, variance, options).data()).toBeAllclose(
        expected.y,
        tolerance,
      );

      const inputs = [x, scale, offset, ...(residual ? [added] : [])];
      const normalise = (...[a, b, c, d]: tf.Tensor[]) =>
        batchNormTraining(a!, b as tf.Tensor1D, c as tf.Tensor1D, { relu, epsilon, residual: d }).output;
      const gradients = tf.grads(normalise)(inputs, dy);
      const wanted = [expected.dx, expected.dScale, expected.dOffset, ...(residual ? [expected.dResidual] : [])];
      for (const [i, values] of wanted.entries()) expect(await gradients[i]!.data()).toBeAllclose(values, tolerance);
    },
  );

  it('says which shape does not fit', () => {
    const x = tf.zeros([2, 4]);
    const [ones, short] = [tf.ones([4]) as tf.Tensor1D, tf.ones([3]) as tf.Tensor1D];
    expect(() => batchNormTraining(x, ones, short)).toThrow(InputError);
    expect(() => batchNormTraining(x, ones, short)).toThrow('offset has the shape [3], but x has 4 channels');
    expect(() => batchNormTraining(x, ones, ones, { residual: tf.zeros([4, 2]) })).toThrow(
      'the residual has the shape',
    );
  });
});
