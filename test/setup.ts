import { expect } from 'vitest';

type Numbers = ArrayLike<number> | number | readonly Numbers[];

function flatten(value: Numbers): number[] {
  if (typeof value === 'number') return [value];
  return Array.from(value as ArrayLike<Numbers>).flatMap(flatten);
}

expect.extend({
  /**
   * Every number of `received` is within `absolute + relative · |expected|` of its peer; NaN is close to nothing,
   * infinities only to themselves.
   */
  toBeAllclose(received: Numbers, expected: Numbers, { relative = 1e-5, absolute = 1e-7 } = {}) {
    const [actual, wanted] = [flatten(received), flatten(expected)];
    const worst = wanted.findIndex(
      (w, i) => !(Object.is(actual[i], w) || Math.abs(actual[i]! - w) <= absolute + relative * Math.abs(w)),
    );
    const pass = actual.length === wanted.length && worst < 0;
    return {
      pass,
      message: () =>
        actual.length !== wanted.length
          ? `expected ${wanted.length} numbers, received ${actual.length}`
          : `expected ${this.utils.printReceived(actual[worst])} at ${worst} to be close to ${this.utils.printExpected(wanted[worst])}`,
    };
  },
});

interface AllcloseTolerance {
  relative?: number;
  absolute?: number;
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the parameter list must repeat vitest's own
  interface Matchers<T = any> {
    toBeAllclose(expected: Numbers, tolerance?: AllcloseTolerance): T;
  }
}
