import { describe, expect, it } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import {
  closerToUniform,
  decreasesAlong,
  doesNotDecreaseAlong,
  equals,
  evaluateClaim,
  evaluateClaims,
  exceeds,
  exceedsSome,
  increasesAlong,
  increasesWith,
  kendall,
  nearer,
  type Predicate,
  type ValuesBySeed,
  valuesBySeed,
} from '../../../lib/harness/compare/index.js';
import { metric } from './invented-results.js';

const judge = (predicate: Predicate, values: ValuesBySeed) =>
  evaluateClaim({ key: 'marc/claim', sentence: 'A sentence.', source: 'p. 1', predicate }, values);

describe('evaluateClaim', () => {
  it('supports what holds in all seeds, and refuses what fails in all', () => {
    const values = { a: [81, 82, 83], b: [79, 80, 80.5] };
    expect(judge(exceeds('a', 'b'), values)).toMatchObject({ verdict: 'supported', support: 1, seeds: 3 });
    expect(judge(exceeds('b', 'a'), values)).toMatchObject({ verdict: 'not supported', support: 0 });
    expect(judge(exceeds('a', 'b'), values).margin).toBeCloseTo(82 - 239.5 / 3, 12);
  });

  it('is undecided where the seeds disagree', () => {
    const claim = judge(exceeds('a', 'b'), { a: [80, 84, 78], b: [79, 81, 81] });
    expect(claim.verdict).toBe('undecided');
    expect(claim.support).toBeGreaterThan(0.05);
    expect(claim.support).toBeLessThan(0.95);
  });

  it('pairs metrics by seed: a small gain in every seed is clear although the seeds scatter', () => {
    expect(judge(exceeds('a', 'b'), { a: [70.1, 80.1, 90.1], b: [70, 80, 90] }).verdict).toBe('supported');
    expect(judge(exceeds('a', 'b'), { a: [70.1, 80.1, 90.1], b: [70, 80, 90, 80] }).verdict).toBe('undecided');
  });

  it('says the same each time', () => {
    const values = { a: [80, 84, 78, 81], b: [79, 81, 81, 80] };
    expect(judge(exceeds('a', 'b'), values)).toEqual(judge(exceeds('a', 'b'), values));
  });

  it('decides by the sign with one seed, and says so', () => {
    expect(judge(exceeds('a', 'b'), { a: [2], b: [1] })).toMatchObject({
      verdict: 'supported',
      support: null,
      seeds: 1,
      remark: 'one seed',
    });
    expect(judge(exceeds('a', 'b'), { a: [1], b: [1] }).verdict).toBe('not supported');
  });

  it('leaves out, of many claims, those whose metrics are not there', () => {
    const claims = [exceeds('a', 'b'), exceeds('a', 'c'), exceeds('b', 2)].map((predicate, index) => {
      return { key: `marc/claim-${index}`, sentence: 'A sentence.', source: 'p. 1', predicate };
    });
    const judged = evaluateClaims(claims, { a: [2], b: [1] });
    expect(judged.map(({ key, verdict }) => [key, verdict])).toEqual([
      ['marc/claim-0', 'supported'],
      ['marc/claim-2', 'not supported'],
    ]);
  });

  it('reads published metrics', () => {
    const values = valuesBySeed([metric([3, 4], { key: 'a' }), metric([1], { key: 'b', seeds: [] })]);
    expect(values).toEqual({ a: [3, 4], b: [1] });
  });

  it('refuses metrics that are missing, empty or not finite', () => {
    expect(() => judge(exceeds('a', 'b'), { a: [1] })).toThrow(/needs the metric b/);
    expect(() => judge(exceeds('a', 'b'), { a: [1], b: [] })).toThrow(InputError);
    expect(() => judge(exceeds('a', 'b'), { a: [1], b: [Number.NaN] })).toThrow(/not finite/);
    expect(() => judge(exceeds('toString', 'a'), { a: [1] })).toThrow(/needs the metric toString/);
  });
});

describe('predicates', () => {
  const holds = (predicate: Predicate, values: ValuesBySeed) => judge(predicate, values).verdict === 'supported';

  it('nearer to one than to another, on either side', () => {
    const is = nearer('a', { to: 'b', than: 'c' });
    expect(holds(is, { a: [3], b: [2], c: [5] })).toBe(true);
    expect(holds(is, { a: [1], b: [2], c: [5] })).toBe(true);
    expect(holds(is, { a: [4], b: [2], c: [5] })).toBe(false);
  });

  it('exceeds by a margin', () => {
    expect(holds(exceeds('a', 'b', { by: 1 }), { a: [3], b: [1.5] })).toBe(true);
    expect(holds(exceeds('a', 'b', { by: 2 }), { a: [3], b: [1.5] })).toBe(false);
  });

  it('exceeds some of several', () => {
    expect(holds(exceedsSome('a', ['b', 'c']), { a: [3], b: [4], c: [2] })).toBe(true);
    expect(holds(exceedsSome('a', ['b', 'c']), { a: [3], b: [4], c: [3] })).toBe(false);
  });

  it('equals a number or another metric', () => {
    expect(holds(equals('a', 200), { a: [200] })).toBe(true);
    expect(holds(equals('a', 200), { a: [201] })).toBe(false);
    expect(holds(equals('a', 'b', { within: 1 }), { a: [1], b: [2] })).toBe(true);
  });

  it('sees a list fall from head to tail and rise with a quantity', () => {
    const values = { accuracy: [[90, 80, 85, 40, 20]], gamma0: [1], gamma1: [2], gamma2: [5] };
    expect(holds(decreasesAlong('accuracy'), values)).toBe(true);
    expect(holds(decreasesAlong('accuracy', { atLeast: 0.9 }), values)).toBe(false);
    expect(holds(increasesAlong('accuracy'), values)).toBe(false);
    expect(holds(increasesAlong(['gamma0', 'gamma1', 'gamma2']), values)).toBe(true);
    expect(holds(increasesWith('accuracy', [5000, 3000, 4000, 500, 50]), values)).toBe(true);
    expect(() => judge(increasesWith('accuracy', [1, 2]), values)).toThrow(/5 values with 2/);
  });

  it('sees that a list does not fall: it rises, or follows no order', () => {
    expect(holds(doesNotDecreaseAlong('a'), { a: [[90, 80, 85, 40, 20]] })).toBe(false);
    expect(holds(doesNotDecreaseAlong('a'), { a: [[2, 3, 1, 3, 2]] })).toBe(true);
    expect(holds(doesNotDecreaseAlong('a'), { a: [[1, 2, 3]] })).toBe(true);
  });

  it('sees a spread shrink, in units or relative to the mean', () => {
    const values = { before: [[10, 5, 1]], after: [[6, 5, 4]], scaled: [[100, 99, 98]], wide: [[4, 3, 2]] };
    expect(holds(closerToUniform('after', 'before'), values)).toBe(true);
    expect(holds(closerToUniform('before', 'after'), values)).toBe(false);
    expect(holds(closerToUniform('scaled', 'wide'), values)).toBe(false);
    expect(holds(closerToUniform('scaled', 'wide', { relative: true }), values)).toBe(true);
  });

  it('resamples lists by seed', () => {
    const falling = Array.from({ length: 4 }, (_, seed) => [9 + seed, 5, 1 - seed]);
    expect(judge(decreasesAlong('a'), { a: falling })).toMatchObject({ verdict: 'supported', seeds: 4, support: 1 });
  });

  it('refuses a number where a list is meant, and the reverse', () => {
    expect(() => judge(increasesAlong('a'), { a: [1] })).toThrow(/at least two/);
    expect(() => judge(exceeds('a', 'b'), { a: [[1, 2]], b: [1] })).toThrow(/is a list/);
  });
});

describe("Kendall's rank correlation", () => {
  it.each([
    [[1, 2, 3, 4], [1, 2, 3, 4], 1],
    [[1, 2, 3, 4], [4, 3, 2, 1], -1],
    // scipy.stats.kendalltau
    [[12, 2, 1, 12, 2], [1, 4, 7, 1, 0], -0.47140452079103173],
    [[1, 1, 1], [1, 2, 3], 0],
  ])('%j %j: %d', (x, y, expected) => expect(kendall(x, y)).toBeCloseTo(expected, 12));
});
