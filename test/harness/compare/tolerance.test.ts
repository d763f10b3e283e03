import { describe, expect, it } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { fitsPattern, resolveTolerance, type Tolerance } from '../../../lib/harness/compare/index.js';

const tolerance = (pattern: string, absolute: number): Tolerance => ({ pattern, absolute, note: 'test' });

describe('patterns', () => {
  it.each([
    ['marc/T2/MARC/c10_if100', 'marc/T2/MARC/c10_if100', true],
    ['marc/*', 'marc/T2/MARC/c10_if100', true],
    ['*/c10_*', 'marc/T2/MARC/c10_if100', true],
    ['marc/T2/*/c100_*', 'marc/T2/MARC/c10_if100', false],
    ['marc/T2', 'marc/T2/MARC/c10_if100', false],
    ['a/x+y/b', 'a/x+y/b', true],
    ['a/*.b', 'a/xcb', false],
    ['a/(x)*', 'a/(x)/c', true],
  ])('%s on %s: %s', (pattern, key, fits) => expect(fitsPattern(pattern, key)).toBe(fits));
});

describe('resolveTolerance', () => {
  const all = [tolerance('*', 1), tolerance('marc/*', 2), tolerance('marc/T2/MARC/c10', 3), tolerance('*/c10', 4)];

  it('takes the most specific pattern, whatever the order', () => {
    for (const tolerances of [all, [...all].reverse()]) {
      expect(resolveTolerance('marc/T2/MARC/c10', tolerances)?.absolute).toBe(3);
      expect(resolveTolerance('marc/T2/MARC/c100', tolerances)?.absolute).toBe(2);
      expect(resolveTolerance('dbm/T2/CE/c10', tolerances)?.absolute).toBe(4);
      expect(resolveTolerance('dbm/T2/CE/c100', tolerances)?.absolute).toBe(1);
    }
    expect(resolveTolerance('marc/T2/MARC/c10', [])).toBeUndefined();
  });

  it('refuses a tie instead of choosing by order', () => {
    expect(() => resolveTolerance('a/b', [tolerance('a/*', 1), tolerance('*/b', 2)])).toThrow(/equally well/);
    expect(() => resolveTolerance('a/b', [tolerance('a/*', 1), tolerance('a/*', 2)])).toThrow(/Two tolerances/);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -0.1])(
    'refuses a tolerance of %s, which would disarm the gate',
    (value) => {
      expect(() => resolveTolerance('a', [tolerance('b', value)])).toThrow(InputError);
      expect(() => resolveTolerance('a', [{ pattern: 'b', relative: value, note: '' }])).toThrow(/finite/);
    },
  );

  it('refuses a tolerance that sets nothing', () => {
    expect(() => resolveTolerance('a', [{ pattern: 'a', note: '' }])).toThrow(/neither/);
  });
});
