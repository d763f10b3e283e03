import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { everyEngine } from '../host-engines.js';
import { evaluate } from './evaluate.js';
import type { Batch, Matrix } from './reference.js';

/** Samples of two classes with these features, and no cross-entropy to tell them apart. */
const batchOf = (features: Matrix, labels: number[]): Batch => ({
  logits: labels.map(() => [0, 0]),
  labels,
  counts: [20, 20],
  shares: labels.map(() => 1),
  inputs: { features },
});

const alone = { crossEntropyWeight: 0 };
const withoutFactors = { ...alone, alpha: 1, beta: 1 };

describe.each(everyEngine)('losses of distances on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  it('range shares the gradient between equal distances', async () => {
    // The corners of a square: four sides as long as each other, and two diagonals of the squared length 2.
    const square = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    const labels = [0, 0, 0, 0];
    const { value, gradients } = await evaluate('range', { ...withoutFactors, k: 4 }, batchOf(square, labels));
    // Two diagonals and two of the four sides.
    expect(value).toBeAllclose(4 / (1 / 2 + 1 / 2 + 1 + 1));
    // By symmetry every corner is drawn to the centre, all with the same force.
    const [x, y] = Array.from(gradients.features!);
    expect(x).toBeLessThan(0);
    expect(gradients.features!).toBeAllclose([x!, y!, -x!, y!, -x!, -y!, x!, -y!]);
    expect(y).toBeAllclose(x!);
  });

  it('range draws nothing apart in a batch of one class, and nothing together in a batch of single samples', async () => {
    const points = [
      [0, 0],
      [3, 4],
    ];
    expect((await evaluate('range', withoutFactors, batchOf(points, [1, 1]))).value).toBeAllclose(25);
    expect((await evaluate('range', { ...withoutFactors, margin: 26 }, batchOf(points, [0, 1]))).value).toBeAllclose(1);
    expect((await evaluate('range', { ...withoutFactors, margin: 24 }, batchOf(points, [0, 1]))).value).toBe(0);
  });

  it('lifted-structure is zero without a pair of one class or without a second class', async () => {
    const points = [
      [0, 0],
      [3, 4],
    ];
    expect((await evaluate('lifted-structure', alone, batchOf(points, [0, 1]))).value).toBe(0);
    expect((await evaluate('lifted-structure', alone, batchOf(points, [1, 1]))).value).toBe(0);
  });

  it.each([
    ['range', {}],
    ['lifted-structure', {}],
    ['centroid', {}],
    ['centroid', { form: 'attract-and-repel' }],
  ])('%s with %o is finite, with its gradient, for equal and for distant features', async (name, options) => {
    for (const features of [
      [
        [1, 2],
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      [
        [1e4, -1e4],
        [1e4, -1e4],
        [-1e4, 1e4],
        [0, 0],
      ],
    ]) {
      const batch = batchOf(features, [0, 0, 1, 1]);
      if (name === 'centroid')
        Object.assign(batch.inputs, {
          prototypes: [
            [1, 2],
            [1e4, -1e4],
          ],
        });
      const { value, gradients } = await evaluate(name, options, batch);
      expect(value).not.toBeNaN();
      expect(value).toBeLessThan(Number.POSITIVE_INFINITY);
      expect(Object.values(gradients).every((gradient) => Array.from(gradient).every(Number.isFinite))).toBe(true);
    }
  });
});
