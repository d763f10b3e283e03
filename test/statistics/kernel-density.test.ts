import { expect, test } from 'vitest';
import { kernelDensity } from '../../lib/statistics/index.js';

test('the density of many samples integrates to one', () => {
  const density = kernelDensity(Array.from({ length: 201 }, (_, i) => i / 100));
  let area = 0;
  for (let value = -2; value < 4; value += 0.01) area += 0.01 * density(value);
  expect(area).toBeCloseTo(1, 3);
});

test('two samples have the density of two Gaussians', () => {
  const density = kernelDensity([-1, 1]);
  expect(density(0.5)).toBeCloseTo(density(-0.5), 12);
  expect(density(0)).toBeGreaterThan(0);
});

test('samples that are all the same have a finite density with its peak there', () => {
  const density = kernelDensity([3, 3, 3]);
  expect(density(3)).toBeGreaterThan(density(3.1));
  expect(Number.isFinite(density(3))).toBe(true);
});

test('refuses an empty sample', () => {
  expect(() => kernelDensity([])).toThrow('There are 0 values');
});
