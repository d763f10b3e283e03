import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gelu, startEngine } from '../../lib/engine/index.js';
import { complementaryErrorFunction, normalDistribution } from './error-function.js';

beforeAll(async () => {
  await startEngine({ engine: 'native', threads: 2 });
});

/** Floats of every size and both signs, a dense grid about zero, and all the special ones. */
function floats(): Float32Array {
  const anySize = Uint32Array.from({ length: 1 << 14 }, (_, i) => i * 262144 + ((i * 2654435761) >>> 14));
  const nearZero = Float32Array.from({ length: 1 << 14 }, (_, i) => (i / 8192 - 1) * 20);
  const limits = [
    87.3, 88.72283, 88.72284, -87.33654, -87.33655, -103.97, -103.98, 16.6, 17.4, 9.01, 0.625, 0.927734375,
  ];
  const special = [0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 3.4e38, -3.4e38];
  const denormal = [1e-45, -1e-45, 1e-39, -1e-39, 1.1754944e-38];
  return Float32Array.of(...new Float32Array(anySize.buffer), ...nearZero, ...limits, ...special, ...denormal);
}

/** The distance between neighbouring floats at `value`, which at the least is that of denormal ones. */
function unitInTheLastPlace(value: number): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -126) - 23);
}

/** The largest error in units of the last place; infinite where a zero, an infinity or a NaN is not the right one. */
function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const [value, wanted] = [actual[i]!, expected[i]!];
    const rounded = Math.fround(wanted);
    if (Object.is(value, rounded)) continue;
    const ordinary = Number.isFinite(value) && Number.isFinite(rounded);
    worst = Math.max(
      worst,
      ordinary ? Math.abs(value - wanted) / unitInTheLastPlace(wanted) : Number.POSITIVE_INFINITY,
    );
  }
  return worst;
}

const sigmoid = (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
// erf of a small number is not one minus its complement.
const errorFunction = (x: number) =>
  Math.abs(x) < 1e-4 ? (2 / Math.sqrt(Math.PI)) * (x - x ** 3 / 3) : 1 - complementaryErrorFunction(x);

const functions: [string, (x: tf.Tensor) => tf.Tensor, (x: number) => number, tolerance: number][] = [
  ['exp', tf.exp, Math.exp, 1],
  ['expm1', tf.expm1, Math.expm1, 1.5],
  ['log', tf.log, Math.log, 1],
  ['log1p', tf.log1p, Math.log1p, 2],
  ['sigmoid', tf.sigmoid, sigmoid, 3],
  ['softplus', tf.softplus, softplus, 2.5],
  ['tanh', tf.tanh, Math.tanh, 1.5],
  ['erf', tf.erf, errorFunction, 1.5],
  ['sqrt', tf.sqrt, Math.sqrt, 0.5],
  ['rsqrt', tf.rsqrt, (x) => 1 / Math.sqrt(x), 2],
  ['pow of 1.5', (x) => tf.pow(x, 1.5), (x) => x ** 1.5, 0.51],
  ['pow of -3', (x) => tf.pow(x, -3), (x) => x ** -3, 0.51],
  ['pow of 2', (x) => tf.pow(x, 2), (x) => x ** 2, 0.5],
  ['power of 2.5', (x) => tf.pow(2.5, x), (x) => 2.5 ** x, 0.51],
];

describe.each(functions)('%s', (_, operation, expected, tolerance) => {
  it(`is right to ${tolerance} units in the last place for floats of every size`, () => {
    tf.tidy(() => {
      const x = floats();
      expect(largestError(operation(tf.tensor1d(x)).dataSync(), Float64Array.from(x, expected))).toBeLessThanOrEqual(
        tolerance,
      );
    });
  });
});

it('raises to powers as JavaScript does', () => {
  tf.tidy(() => {
    const values = [
      0,
      -0,
      1,
      -1,
      2,
      -2,
      0.5,
      3,
      -3,
      1e10,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    const bases = tf.tensor2d(values, [values.length, 1]);
    const powers = tf.tensor2d(values, [1, values.length]);
    const expected = values.flatMap((base) => values.map((power) => base ** power));
    expect(largestError(tf.pow(bases, powers).dataSync(), expected)).toBeLessThanOrEqual(0.51);
  });
});

describe('gelu', () => {
  it('is x · Φ(x) to a few units in the last place, in the lower tail too', () => {
    tf.tidy(() => {
      const x = floats().filter((value) => Math.abs(value) < 12 || value > 0);
      const expected = Float64Array.from(x, (value) => value * normalDistribution(value));
      expect(largestError(gelu(tf.tensor1d(x)).dataSync(), expected)).toBeLessThanOrEqual(5);
    });
  });

  it('vanishes far below zero and lets NaN through', () => {
    tf.tidy(() => {
      const x = tf.tensor1d([-20, -1e30, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN]);
      expect([...gelu(x).dataSync()]).toEqual([-0, -0, -0, Number.POSITIVE_INFINITY, Number.NaN]);
      const slopes = tf
        .grad((input) => gelu(input))(x)
        .dataSync();
      expect(slopes).toBeAllclose([0, 0, 0, 1, Number.NaN]);
    });
  });

  it.each([0, 1, 17, 2000])('has the gradient that finite differences in double precision give, of %i numbers', (n) => {
    tf.tidy(() => {
      const x = Float32Array.from({ length: n }, (_, i) => (12 * i) / n - 6);
      const dy = Float32Array.from({ length: n }, (_, i) => Math.sin(i + 1));
      const value = (at: number) => at * normalDistribution(at);
      const expected = Array.from(x, (at, i) => ((value(at + 1e-5) - value(at - 1e-5)) / 2e-5) * dy[i]!);
      const dx = tf.grad((input) => gelu(input))(tf.tensor1d(x), tf.tensor1d(dy));
      expect(dx.dataSync()).toBeAllclose(expected, { relative: 1e-6, absolute: 2e-7 });
    });
  });
});
