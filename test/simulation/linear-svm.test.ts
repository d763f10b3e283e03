import { describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random/index.js';
import { type AffineScorer, linearSvm, type Sample } from '../../lib/simulation/index.js';

const pointsOf = (...points: [number, number][]) => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
});

describe('a linear support vector machine', () => {
  test('puts the boundary midway between two points, with margins of one', () => {
    const { weights, bias } = linearSvm({ positive: pointsOf([3, 1]), negative: pointsOf([1, 1]) });
    expect([...weights, bias]).toBeAllclose([1, 0, -2]);
  });

  test('heeds support vectors alone', () => {
    const near = { positive: pointsOf([3, 1]), negative: pointsOf([1, 1]) };
    const more = { positive: pointsOf([3, 1], [9, 4], [7, -5]), negative: pointsOf([1, 1], [-8, 2]) };
    const [{ weights, bias }, few] = [linearSvm(more), linearSvm(near)];
    expect([...weights, bias]).toBeAllclose([...few.weights, few.bias], { absolute: 1e-3 });
  });

  test('shrinks the weights where violations are cheap', () => {
    // With C = 0.1 both points violate their margins: w = C (x₁ − x₂).
    const { weights } = linearSvm({ positive: pointsOf([3, 1]), negative: pointsOf([1, 1]) }, { penalty: 0.1 });
    expect([...weights]).toBeAllclose([0.2, 0]);
  });

  test('has the least regularised hinge loss around', () => {
    const stream = randomStream(0, 'overlapping points');
    const cloud = (centre: number) =>
      pointsOf(...Array.from({ length: 40 }, (): [number, number] => [centre + stream.normal(), stream.normal()]));
    const sample = { positive: cloud(0.8), negative: cloud(-0.8) };
    const { weights, bias } = linearSvm(sample, { tolerance: 1e-9 });
    const least = objective(sample, { weights, bias });
    for (const [d1, d2, d3] of [
      [1e-3, 0, 0],
      [-1e-3, 0, 0],
      [0, 1e-3, 0],
      [0, -1e-3, 0],
      [0, 0, 1e-3],
      [0, 0, -1e-3],
    ] as const)
      expect(
        objective(sample, { weights: [weights[0] + d1, weights[1] + d2], bias: bias + d3 }),
      ).toBeGreaterThanOrEqual(least);
  });

  test('explains what it cannot part', () => {
    expect(() => linearSvm({ positive: pointsOf(), negative: pointsOf([1, 1]) })).toThrow(/no points/);
    const sample = { positive: pointsOf([1, 1]), negative: pointsOf([0, 0]) };
    expect(() => linearSvm(sample, { penalty: 0 })).toThrow(/The penalty is 0/);
  });
});

function objective({ positive, negative }: Sample, { weights: [w1, w2], bias }: AffineScorer): number {
  const hinge = ({ x, y }: Sample['positive'], sign: 1 | -1) =>
    x.reduce((sum, value, i) => sum + Math.max(0, 1 - sign * (w1 * value + w2 * y[i]! + bias)), 0);
  return (w1 ** 2 + w2 ** 2) / 2 + hinge(positive, 1) + hinge(negative, -1);
}
