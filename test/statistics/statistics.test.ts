import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { randomStream } from '../../lib/random/index.js';
import {
  bootstrapInterval,
  bootstrapProbability,
  mean,
  oneSidedTTest,
  sampleStandardDeviation,
  tInterval,
} from '../../lib/statistics/index.js';

describe('mean and sampleStandardDeviation', () => {
  it('have the values of a hand calculation', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(sampleStandardDeviation([1, 2, 6])).toBeAllclose(Math.sqrt(7));
  });

  it('refuse too few numbers and numbers that are not finite', () => {
    expect(() => mean([])).toThrow('There are 0 values where at least 1 are needed');
    expect(() => sampleStandardDeviation([1])).toThrow(InputError);
    expect(() => mean([1, Number.NaN])).toThrow('Value 1 of the sample is NaN');
  });
});

describe('tInterval', () => {
  it('uses the quantiles of the printed t tables', () => {
    // t(0.975, 2) = 4.30265 and t(0.95, 4) = 2.13185.
    const { mean: centre, halfWidth, low, high } = tInterval([1, 2, 6]);
    expect([centre, halfWidth]).toBeAllclose([3, (4.302652729911275 * Math.sqrt(7)) / Math.sqrt(3)], {
      relative: 1e-9,
    });
    expect([low, high]).toBeAllclose([3 - halfWidth, 3 + halfWidth]);
    const ninety = tInterval([1, 2, 3, 4, 5], { confidence: 0.9 });
    expect(ninety.halfWidth).toBeAllclose(2.13184678632665 * Math.sqrt(2.5 / 5), { relative: 1e-9 });
  });

  it('refuses a single value and an impossible confidence', () => {
    expect(() => tInterval([1])).toThrow(InputError);
    expect(() => tInterval([1, 2], { confidence: 95 })).toThrow('The confidence is 95');
  });
});

describe('oneSidedTTest', () => {
  it('has the statistic of a hand calculation and p of the closed form for two degrees of freedom', () => {
    // Means 4 and 1, pooled variance 2, standard error √2: t = 3/√2; for ν = 2, p = (1 - t/√(2 + t²)) / 2.
    const { t, p } = oneSidedTTest([3, 5], [0, 2]);
    expect(t).toBeAllclose(3 / Math.SQRT2);
    expect(p).toBeAllclose((1 - t / Math.sqrt(2 + t * t)) / 2, { relative: 1e-9 });
  });

  it('is one-sided', () => {
    const above = oneSidedTTest([5, 6, 7], [1, 2, 3]).p;
    const below = oneSidedTTest([1, 2, 3], [5, 6, 7]).p;
    expect(above).toBeLessThan(0.01);
    expect(above + below).toBeAllclose(1);
    expect(oneSidedTTest([1, 2, 3], [1, 2, 3]).p).toBeAllclose(0.5);
  });

  it('keeps the digits of a very small p', () => {
    const { p } = oneSidedTTest([1e6, 1e6 + 1e-3, 1e6 - 1e-3], [0, 1e-3, -1e-3]);
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThan(1e-30);
  });

  it('leaves nothing to chance without spread', () => {
    expect(oneSidedTTest([2, 2], [1, 1])).toEqual({ t: Number.POSITIVE_INFINITY, p: 0 });
    expect(oneSidedTTest([1, 1], [2, 2]).p).toBe(1);
    expect(oneSidedTTest([1, 1], [1, 1])).toEqual({ t: 0, p: 0.5 });
  });

  it('refuses samples without degrees of freedom', () => {
    expect(() => oneSidedTTest([1], [2])).toThrow(InputError);
    expect(() => oneSidedTTest([], [2, 3])).toThrow(InputError);
  });
});

describe('bootstrap', () => {
  const stream = (name = 'bootstrap') => randomStream(0, name);

  it('gives the share of resamples in which a statement holds', () => {
    // Of the four resamples of [0, 1], one has the mean 0, two 0.5, one 1.
    const holds = (resampled: number[]) => mean(resampled) > 0.75;
    expect(bootstrapProbability([[0, 1]], holds, { stream: stream(), resamples: 20_000 })).toBeAllclose(0.25, {
      absolute: 0.01,
    });
    const above = (a: number[], b: number[]) => mean(a) > mean(b);
    expect(
      bootstrapProbability(
        [
          [2, 3],
          [0, 1],
        ],
        above,
        { stream: stream() },
      ),
    ).toBe(1);
    expect(
      bootstrapProbability(
        [
          [0, 1],
          [2, 3],
        ],
        above,
        { stream: stream() },
      ),
    ).toBe(0);
  });

  it('gives percentiles of the statistic', () => {
    const values = Array.from({ length: 100 }, (_, i) => i);
    const { low, high } = bootstrapInterval(values, { stream: stream(), resamples: 4000 });
    // The mean of 100 draws has the standard error √(833.25/100) = 2.887.
    expect([low, high]).toBeAllclose([49.5 - 1.96 * 2.887, 49.5 + 1.96 * 2.887], { absolute: 0.5, relative: 0 });
    const largest = bootstrapInterval([1, 2], {
      stream: stream(),
      statistic: (sample) => Math.max(...sample),
      confidence: 0.4,
    });
    expect(largest).toEqual({ low: 2, high: 2 });
  });

  it('repeats itself with the same stream and differs with another', () => {
    const values = [1, 4, 2, 8, 5];
    const interval = (name: string) => bootstrapInterval(values, { stream: stream(name), resamples: 50 });
    expect(interval('a')).toEqual(interval('a'));
    expect(interval('a')).not.toEqual(interval('b'));
  });

  it('refuses empty samples and impossible options', () => {
    expect(() => bootstrapProbability([[]], () => true, { stream: stream() })).toThrow(InputError);
    expect(() => bootstrapInterval([1], { stream: stream(), resamples: 0 })).toThrow('number of resamples is 0');
    expect(() => bootstrapInterval([1], { stream: stream(), confidence: 1 })).toThrow(InputError);
  });
});
