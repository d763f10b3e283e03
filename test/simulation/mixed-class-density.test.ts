import { describe, expect, test } from 'vitest';
import { distribution, originalDensity, rarerClassShares, unimixDensity } from '../../lib/simulation/index.js';
import { totalVariation } from '../../lib/statistics/index.js';

const classes = { classCount: 100, imbalanceFactor: 200 };
const lambda = Math.log(200) / 99;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the original classes', () => {
  test('fall by the imbalance factor', () => {
    const density = originalDensity(classes);
    expect(density[0]! / density.at(-1)!).toBeCloseTo(200, 9);
  });

  test('have a density of integral one', () => {
    // A finer grid of the same span and ratio, by the trapezoidal rule.
    const fine = originalDensity({ classCount: 10_001, imbalanceFactor: 200 });
    expect(sum(fine) - (fine[0]! + fine.at(-1)!) / 2).toBeCloseTo(1, 6);
  });
});

describe('UniMix', () => {
  test('is eq. 8 for the random sampler', () => {
    const printed = (y: number) =>
      (lambda / (Math.exp(-lambda) - Math.exp(-lambda * 100)) ** 2) *
      (Math.exp(-lambda * (y + 1)) - Math.exp(-2 * lambda * y));
    expect(unimixDensity(classes)).toBeAllclose(originalDensity(classes).map((_, k) => printed(k + 1)));
  });

  test.each([-1, -0.5, 0.5])('is eq. 10 for τ = %f', (tau) => {
    const power = (exponent: number) => Math.exp(-lambda * exponent);
    const printed = (y: number) =>
      (lambda / ((power(1) - power(100)) * (power(100 * tau) - power(tau)))) * (power(y * (tau + 1)) - power(tau + y));
    expect(unimixDensity(classes, { tau })).toBeAllclose(originalDensity(classes).map((_, k) => printed(k + 1)));
  });

  test('draws the second class evenly for τ = 0', () => {
    expect(unimixDensity(classes, { tau: 0 })).toBeAllclose(unimixDensity(classes, { tau: 1e-7 }), { relative: 1e-5 });
  });

  test('counts half of the random pairs, and few of the inverse ones', () => {
    expect(sum(unimixDensity(classes))).toBeCloseTo(0.5, 2);
    expect(sum(unimixDensity(classes, { tau: -1 }))).toBeLessThan(0.03);
  });

  test.each([1, 0, -1])('is, made a distribution, exactly that of finite classes for τ = %i', (tau) => {
    const prior = distribution(originalDensity(classes));
    const counted = distribution(rarerClassShares(prior, { tau }).rarerFirst);
    expect(distribution(unimixDensity(classes, { tau }))).toBeAllclose(counted, { relative: 1e-9, absolute: 1e-15 });
  });

  test('follows a middle-majority distribution by its factor alone (Corollary 2)', () => {
    const density = unimixDensity(classes);
    const mode = density.indexOf(Math.max(...density)) + 1;
    // Where the derivative of eq. 8 vanishes.
    expect(mode).toBe(Math.round(1 + Math.LN2 / lambda));
  });

  test('is more uniform than the original classes, and most with the inverse sampler (caption of Figure 2)', () => {
    const fromUniform = (density: number[]) =>
      totalVariation(
        distribution(density),
        density.map(() => 1 / density.length),
      );
    const [original, factor, full] = [
      originalDensity(classes),
      unimixDensity(classes),
      unimixDensity(classes, { tau: -1 }),
    ];
    expect(fromUniform(factor)).toBeLessThan(fromUniform(original));
    expect(fromUniform(full)).toBeLessThan(fromUniform(factor));
  });

  test('mostly pairs a first image of the commoner class with a second of the rarer one (section 3.1)', () => {
    const prior = distribution(originalDensity(classes));
    expect(sum(rarerClassShares(prior, { tau: -1 }).rarerFirst)).toBeLessThan(0.03);
  });

  test('follows a tail-majority distribution with the inverse sampler (Corollary 3)', () => {
    const density = unimixDensity(classes, { tau: -1 });
    expect(density.every((value, k) => k === 0 || value > density[k - 1]!)).toBe(true);
  });
});

test('explains what is wrong with the classes', () => {
  expect(() => originalDensity({ classCount: 1, imbalanceFactor: 200 })).toThrow(/C = 1 and ρ = 200/);
  expect(() => unimixDensity({ classCount: 10, imbalanceFactor: 1 })).toThrow(/a ratio above 1/);
});
