import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { loadAddon } from '../../lib/engine/native/addon.js';
import { numbers } from './reference.js';

afterAll(() => {
  delete process.env.LONGTAIL_ISA;
});

// Products and floats are whole multiples of the square of the smallest float.
const unit = 298;

function exactly(value: number): bigint {
  let [whole, exponent] = [value, unit];
  for (; !Number.isInteger(whole); exponent--) whole *= 2;
  return BigInt(whole) << BigInt(exponent);
}

/** a · b + c of finite floats, rounded once to the nearest float, ties to even. */
function fused(a: number, b: number, c: number): number {
  const sum = exactly(a * b) + exactly(c);
  const size = sum < 0n ? -sum : sum;
  const lost = BigInt(Math.max(size.toString(2).length - 24, unit - 149));
  const [kept, rest, half] = [size >> lost, size & ((1n << lost) - 1n), 1n << (lost - 1n)];
  const rounded = Number(rest > half || (rest === half && kept & 1n) ? kept + 1n : kept);
  return Math.fround(Math.sign(Number(sum)) * rounded * 2 ** (Number(lost) - unit));
}

/** Floats of every kind: few bits set, all bits, subnormal, largest and smallest. */
function floats(count: number, seed: number): Float32Array {
  const special = [
    0,
    2 ** -149,
    2 ** -126,
    2 ** -126 - 2 ** -149,
    3.4028234663852886e38,
    1,
    1 + 2 ** -23,
    1 - 2 ** -24,
  ];
  const random = numbers(4 * count, seed);
  return Float32Array.from({ length: count }, (_, i) => {
    const [mantissa, scale, kind, sign] = random.subarray(4 * i);
    const size = [
      special[Math.floor((mantissa! + 1) * 4)]!,
      Math.abs(mantissa!) * 2 ** Math.round(scale! * 126),
      (1 + 2 ** -Math.round(12 * (mantissa! + 1))) * 2 ** Math.round(scale! * 30),
      Math.abs(mantissa!) * 2 ** Math.round(scale! * 4),
    ][Math.floor((kind! + 1) * 2)]!;
    return Math.sign(sign!) * size;
  });
}

const [rows, columns] = [600, 24];

it.each(loadAddon().instructionSets())('rounds a · b + c once with %s', async (instructionSet) => {
  process.env.LONGTAIL_ISA = instructionSet;
  await startEngine({ engine: 'native', threads: 1 });
  const [a, b, free] = [floats(rows, 1), floats(columns, 2), floats(rows, 3)];
  // A third free, a third that all but cancel, a third far below the product's last bit or its half.
  const c = a.map((value, i) => {
    const product = value * b[i % columns]!;
    return [free[i]!, -product * (1 + (i % 5) * 2 ** -24), product * 2 ** -(20 + (i % 40))][i % 3]!;
  });
  const finite = c.map((value) => (Number.isFinite(value) ? value : 0));
  const left = tf.stack([tf.tensor1d(finite), tf.tensor1d(a)], 1) as tf.Tensor2D;
  const right = tf.stack([tf.ones([columns]), tf.tensor1d(b)]) as tf.Tensor2D;
  const product = tf.matMul(left, right);
  const expected = Float32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return fused(a[row]!, b[column]!, finite[row]!);
  });
  expect(product.dataSync()).toEqual(expected);
  tf.dispose([left, right, product]);
});
