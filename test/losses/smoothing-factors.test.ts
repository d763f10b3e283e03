import { describe, expect, test } from 'vitest';
import { type SmoothingOptions, smoothedOptimum, smoothingFactors } from '../../lib/losses/index.js';

/** Every count from N_1 = 500 down to N_K = 5, as in MiSLAS's Figures 6 and 8. */
const counts = Array.from({ length: 496 }, (_, i) => 500 - i);
const factors = (shape: SmoothingOptions['shape'], p = 1) =>
  smoothingFactors(counts, { epsilonHead: 0.4, epsilonTail: 0.1, shape, p });
const curvature = (values: number[]) => values.slice(1, -1).map((value, i) => values[i]! - 2 * value + values[i + 2]!);

describe.each(['concave', 'linear', 'convex', 'exponential'] as const)('the %s form', (shape) => {
  test('falls from ε_1 of the largest class to ε_K of the smallest', () => {
    const all = factors(shape, 0.5);
    expect(all[0]).toBeCloseTo(0.4, 12);
    expect(all.at(-1)).toBeCloseTo(0.1, 12);
    for (let i = 1; i < all.length; i++) expect(all[i]!).toBeLessThan(all[i - 1]!);
  });
});

test('the concave form lies above the linear one, and that above the convex one', () => {
  const [concave, linear, convex] = [factors('concave'), factors('linear'), factors('convex')];
  for (let i = 1; i < counts.length - 1; i++) {
    expect(concave[i]!).toBeGreaterThan(linear[i]!);
    expect(linear[i]!).toBeGreaterThan(convex[i]!);
  }
});

test.each([
  ['concave', 1, -1],
  ['convex', 1, 1],
  ['exponential', 0.5, -1],
  ['exponential', 2, 1],
] as const)('the %s form with p = %f bends as it is called', (shape, p, sign) => {
  for (const bend of curvature(factors(shape, p))) expect(sign * bend).toBeGreaterThan(0);
});

test('half the way up, eq. 3 gives sin(π/4) and 1 − sin(π/4)', () => {
  const middle = (shape: SmoothingOptions['shape']) =>
    smoothingFactors([3, 2, 1], { epsilonHead: 1, epsilonTail: 0, shape, p: 1 })[1];
  expect(middle('concave')).toBeCloseTo(Math.SQRT1_2, 12);
  expect(middle('linear')).toBeCloseTo(0.5, 12);
  expect(middle('convex')).toBeCloseTo(1 - Math.SQRT1_2, 12);
});

describe('smoothedOptimum', () => {
  /** Loss of a logit that lies `gap` above K − 1 others. */
  const loss = (gap: number, epsilon: number, classCount: number) => {
    const total = Math.exp(gap) + classCount - 1;
    return -(1 - epsilon) * (gap - Math.log(total)) + epsilon * Math.log(total);
  };

  test.each([
    [0.4, 100],
    [0.1, 100],
    [0.3, 10],
  ])('is where the smoothed loss is smallest: ε = %f, K = %i', (epsilon, classCount) => {
    const gap = smoothedOptimum(epsilon, { classCount });
    for (const step of [-0.01, 0.01])
      expect(loss(gap + step, epsilon, classCount)).toBeGreaterThan(loss(gap, epsilon, classCount));
    expect(Math.exp(gap) / (Math.exp(gap) + classCount - 1)).toBeCloseTo(1 - epsilon, 12);
  });

  test('is infinite without smoothing', () => {
    expect(smoothedOptimum(0, { classCount: 10 })).toBe(Number.POSITIVE_INFINITY);
  });
});
