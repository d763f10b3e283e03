import { describe, expect, test } from 'vitest';
import { readJson } from '../../lib/files.js';
import { projectPath } from '../../lib/project.js';
import { RandomState } from '../../lib/random/index.js';

interface GoldenCase {
  seed: number;
  uniform: number[];
  uniformAt1000: number;
  integer: [bound: number, value: number][];
  normal: number[];
  shuffle: number[][];
  beta: { a: number; b: number; values: number[] }[];
  mixed: number[];
}

const golden = readJson<{ cases: GoldenCase[] }>(projectPath('test/random/golden/random-state.json'));

const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);

describe.each(golden.cases)('RandomState($seed) gives what numpy.random.RandomState gives', (expected) => {
  test('uniform numbers, bit for bit, beyond the first block of 624 words too', () => {
    const state = new RandomState(expected.seed);
    expect(times(expected.uniform.length, () => state.uniform())).toEqual(expected.uniform);
    const later = new RandomState(expected.seed);
    for (let i = 0; i < 1000; i++) later.uniform();
    expect(later.uniform()).toBe(expected.uniformAt1000);
  });

  test('integers for small bounds, powers of two and the largest bound', () => {
    const state = new RandomState(expected.seed);
    for (const [bound, value] of expected.integer) expect(state.integer(bound)).toBe(value);
  });

  test('normal numbers, in pairs', () => {
    const state = new RandomState(expected.seed);
    expect(times(expected.normal.length, () => state.normal())).toBeAllclose(expected.normal, { relative: 1e-14 });
  });

  test.each(expected.beta)('beta($a, $b)', ({ a, b, values }) => {
    const state = new RandomState(expected.seed);
    expect(times(values.length, () => state.beta(a, b))).toBeAllclose(values, { relative: 1e-12, absolute: 0 });
  });

  test('shuffles of arrays and typed arrays, in place', () => {
    for (const permutation of expected.shuffle) {
      const array = permutation.map((_, i) => i);
      expect(new RandomState(expected.seed).shuffle(array)).toBe(array);
      expect(array).toEqual(permutation);
      expect([...new RandomState(expected.seed).shuffle(Int32Array.from(permutation.keys()))]).toEqual(permutation);
    }
  });

  test('distributions in turn from one state', () => {
    const s = new RandomState(expected.seed);
    const numbers = [s.normal(), s.uniform(), s.normal(), s.beta(2, 0.5), s.normal()];
    expect([...numbers, ...s.shuffle([0, 1, 2, 3, 4]), s.uniform()]).toBeAllclose(expected.mixed, { relative: 1e-13 });
  });
});

describe('RandomState refuses', () => {
  test.each([-1, 0.5, Number.NaN, 2 ** 32])('the seed %s', (seed) => {
    expect(() => new RandomState(seed)).toThrow(`The seed is ${seed}: give an integer from 0 to 4294967295.`);
  });

  test.each([0, -3, 1.5, Number.NaN, 2 ** 32 + 1])('the bound %s', (bound) => {
    expect(() => new RandomState(0).integer(bound)).toThrow(
      `The bound of a random integer is ${bound}: give an integer from 1 to 4294967296.`,
    );
  });

  test.each([
    [0, 1],
    [1, -1],
    [Number.NaN, 1],
    [1, Number.POSITIVE_INFINITY],
  ])('the beta shapes %s and %s', (a, b) => {
    expect(() => new RandomState(0).beta(a, b)).toThrow(
      `The shapes of a beta distribution are ${a} and ${b}: give two positive numbers.`,
    );
  });
});
