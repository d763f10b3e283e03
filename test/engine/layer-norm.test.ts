import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { layerNorm, startEngine } from '../../lib/engine/index.js';
import { everyEngine } from '../host-engines.js';
import { numbers } from './reference.js';

const epsilon = 1e-5;

/** Rows normalised in double precision, each beside its deviation. */
function normalised(x: ArrayLike<number>, size: number) {
  return Array.from({ length: x.length / size }, (_, row) => {
    const values = Array.from({ length: size }, (_, i) => x[row * size + i]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size;
    const deviation = Math.sqrt(variance + epsilon);
    return { deviation, values: values.map((value) => (value - mean) / deviation) };
  });
}

describe.each(everyEngine)('on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine, threads: 2 });
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it.each([
    [[1, 1], 0],
    [[3, 5], 0],
    [[2, 7, 33], 0],
    [[40, 768], 0],
    [[5, 100], 300],
  ])('normalises the rows of %j about a mean of %i, with all gradients', async (shape, mean) => {
    const size = shape.at(-1)!;
    const x = numbers(tf.util.sizeFromShape(shape), 1).map((value) => value + mean);
    const dy = numbers(x.length, 2);
    const [scale, offset] = [numbers(size, 3), numbers(size, 4)];
    const rows = normalised(x, size);
    const inputs = [tf.tensor(x, shape), tf.tensor1d(scale), tf.tensor1d(offset)] as const;
    // A float's last place at the mean is what no engine can see below.
    const blur = mean === 0 ? 4e-6 : 2e-3;

    const y = layerNorm(...inputs);
    expect(y.shape).toEqual(shape);
    expect(await y.data()).toBeAllclose(
      rows.map(({ values }) => values.map((value, i) => value * scale[i]! + offset[i]!)),
      { relative: 1e-5, absolute: blur },
    );

    const gradients = tf.grads((...given) => layerNorm(given[0]!, given[1] as tf.Tensor1D, given[2] as tf.Tensor1D))(
      [...inputs],
      tf.tensor(dy, shape),
    );
    const dx = rows.map(({ values, deviation }, r) => {
      const slopes = values.map((_, i) => dy[r * size + i]! * scale[i]!);
      const average = slopes.reduce((sum, slope) => sum + slope, 0) / size;
      const product = slopes.reduce((sum, slope, i) => sum + slope * values[i]!, 0) / size;
      return slopes.map((slope, i) => (slope - average - values[i]! * product) / deviation);
    });
    const overRows = (term: (row: number, i: number) => number) =>
      Array.from({ length: size }, (_, i) => rows.reduce((sum, _, r) => sum + term(r, i), 0));
    const dScale = overRows((r, i) => dy[r * size + i]! * rows[r]!.values[i]!);
    const dOffset = overRows((r, i) => dy[r * size + i]!);
    // A row of one number has no deviation but √ε, which magnifies rounding.
    const tolerance = { relative: 1e-4, absolute: size === 1 ? 1e-4 : 5 * blur };
    for (const [i, expected] of [dx, dScale, dOffset].entries())
      expect(await gradients[i]!.data()).toBeAllclose(expected as number[], tolerance);
  });

  it.runIf(engine === 'native')('normalises an empty batch', () => {
    tf.tidy(() => {
      const [x, scale, offset] = [tf.zeros([0, 7]), tf.ones<tf.Rank.R1>([7]), tf.zeros<tf.Rank.R1>([7])] as const;
      expect(layerNorm(x, scale, offset).shape).toEqual([0, 7]);
      const dScale = tf.grad((factor) => layerNorm(x, factor as tf.Tensor1D, offset))(scale);
      expect([...dScale.dataSync()]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    });
  });

  it('refuses a scale of another size', () => {
    const [x, scale, offset] = [tf.zeros([2, 5]), tf.ones<tf.Rank.R1>([4]), tf.zeros<tf.Rank.R1>([5])] as const;
    expect(() => layerNorm(x, scale, offset)).toThrow(
      'layerNorm: scale has the shape [4], but the rows of x have 5 elements: give one number each.',
    );
    tf.dispose([x, scale, offset]);
  });
});
