import { expect, test } from 'vitest';
import { jointKernelDensity } from '../../lib/statistics/index.js';

test('integrates to one', () => {
  const at = jointKernelDensity([0.2, 0.5, 0.6], [0.1, 0.4, 0.9]);
  const step = 0.05;
  const grid = Array.from({ length: 121 }, (_, i) => -2.5 + step * i);
  expect(grid.flatMap((x) => grid.map((y) => at(x, y) * step ** 2)).reduce((a, b) => a + b)).toBeCloseTo(1, 3);
});

test('is the product of two normal densities around a single point', () => {
  const at = jointKernelDensity([0.5], [0.5]);
  expect(at(0.5, 0.5)).toBeCloseTo(1 / (2 * Math.PI * 0.01 ** 2), 6);
  expect(at(0.51, 0.5) / at(0.5, 0.5)).toBeCloseTo(Math.exp(-0.5), 9);
});

test('explains what is wrong with the points', () => {
  expect(() => jointKernelDensity([0.5], [])).toThrow(/1 and 0 coordinates/);
  expect(() => jointKernelDensity([], [])).toThrow(/at least 1/);
});
