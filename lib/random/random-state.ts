import { mersenne } from 'pure-rand/generator/mersenne';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { InputError } from '../errors.js';

/** Anything whose elements can be swapped in place. */
interface MutableSequence {
  readonly length: number;
  // biome-ignore lint/suspicious/noExplicitAny: typed arrays and arrays of anything are shuffled alike
  [index: number]: any;
}

/** What the rest of the project asks of a source of randomness. */
export interface RandomStream {
  uniform(): number;
  integer(bound: number): number;
  normal(): number;
  beta(a: number, b: number): number;
  shuffle<T extends MutableSequence>(sequence: T): T;
}

/**
 * NumPy's legacy `np.random.RandomState`: the same numbers from the same seed, bit for bit, as far as `Math.log`,
 * `Math.sqrt` and `Math.pow` agree with the C library's.
 *
 * The published long-tailed subsets are drawn with it, and NumPy has frozen it for good (NEP 19). The algorithms are
 * NumPy's; the words that they consume come from the Mersenne Twister or, for named streams, from another generator.
 */
export class RandomState implements RandomStream {
  readonly #generator: RandomGenerator;
  #spareNormal: number | null = null;

  /**
   * @param source a seed of the Mersenne Twister, an integer in 0 … 2³² − 1, or a generator of 32-bit words.
   * @throws InputError when the seed is not such an integer.
   */
  constructor(source: number | RandomGenerator) {
    if (typeof source !== 'number') {
      this.#generator = source;
      return;
    }
    if (!Number.isInteger(source) || source < 0 || source > 0xffffffff)
      throw new InputError(`The seed is ${source}: give an integer from 0 to 4294967295.`);
    this.#generator = mersenne(source);
  }

  #word(): number {
    return this.#generator.next() >>> 0;
  }

  /** A number in [0, 1) with 53 random bits (`random_sample`). */
  uniform(): number {
    const high = this.#word() >>> 5;
    const low = this.#word() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /**
   * An integer in 0 … bound − 1, each equally likely (`randint(0, bound)`, `random_interval(bound - 1)`): words masked
   * to the next power of two and rejected when too large. A bound of 1 consumes no word.
   *
   * @throws InputError when the bound is not an integer in 1 … 2³².
   */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 0x100000000)
      throw new InputError(`The bound of a random integer is ${bound}: give an integer from 1 to 4294967296.`);
    const largest = bound - 1;
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    for (;;) {
      const value = (this.#word() & mask) >>> 0;
      if (value <= largest) return value;
    }
  }

  /** A standard normal number (`standard_normal`): Marsaglia's polar method, whose second value is kept for the next call. */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const squaredRadius = x * x + y * y;
      if (squaredRadius >= 1 || squaredRadius === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(squaredRadius)) / squaredRadius);
      this.#spareNormal = factor * x;
      return factor * y;
    }
  }

  /**
   * A number of the Beta(a, b) distribution (`beta`): Jöhnk's method when both shapes are at most 1, otherwise the share
   * of one gamma number in the sum of two.
   *
   * @throws InputError unless both shapes are positive and finite.
   */
  beta(a: number, b: number): number {
    if (!(a > 0 && b > 0 && Number.isFinite(a) && Number.isFinite(b)))
      throw new InputError(`The shapes of a beta distribution are ${a} and ${b}: give two positive numbers.`);
    if (a <= 1 && b <= 1) return this.#betaOfJohnk(a, b);
    const first = this.#gamma(a);
    const second = this.#gamma(b);
    return first / (first + second);
  }

  #betaOfJohnk(a: number, b: number): number {
    for (;;) {
      const u = this.uniform();
      const v = this.uniform();
      const x = u ** (1 / a);
      const y = v ** (1 / b);
      if (x + y > 1 || u + v === 0) continue;
      if (x + y > 0) return x / (x + y);
      // Both powers underflowed: the same share, from logarithms.
      const logX = Math.log(u) / a;
      const logY = Math.log(v) / b;
      const larger = Math.max(logX, logY);
      return Math.exp(logX - larger - Math.log(Math.exp(logX - larger) + Math.exp(logY - larger)));
    }
  }

  #exponential(): number {
    return -Math.log(1 - this.uniform());
  }

  #gamma(shape: number): number {
    if (shape === 1) return this.#exponential();
    return shape < 1 ? this.#gammaOfSmallShape(shape) : this.#gammaOfLargeShape(shape);
  }

  /** Ahrens and Dieter's method, shape < 1. */
  #gammaOfSmallShape(shape: number): number {
    for (;;) {
      const u = this.uniform();
      const v = this.#exponential();
      if (u <= 1 - shape) {
        const x = u ** (1 / shape);
        if (x <= v) return x;
      } else {
        const y = -Math.log((1 - u) / shape);
        const x = (1 - shape + shape * y) ** (1 / shape);
        if (x <= v + y) return x;
      }
    }
  }

  /** Marsaglia and Tsang's method, shape > 1. */
  #gammaOfLargeShape(shape: number): number {
    const b = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * b);
    for (;;) {
      let x: number;
      let v: number;
      do {
        x = this.normal();
        v = 1 + c * x;
      } while (v <= 0);
      v = v * v * v;
      const u = this.uniform();
      if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v;
      if (Math.log(u) < 0.5 * x * x + b * (1 - v + Math.log(v))) return b * v;
    }
  }

  /** Shuffles in place and returns the same sequence (`shuffle`): Fisher and Yates from the last element to the second. */
  shuffle<T extends MutableSequence>(sequence: T): T {
    for (let i = sequence.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = sequence[i];
      sequence[i] = sequence[j];
      sequence[j] = kept;
    }
    return sequence;
  }
}
