import { describe, expect, it } from 'vitest';
import { compareWithPaper } from '../../../lib/harness/compare/index.js';
import { metric } from './invented-results.js';

// The paper prints 85.3 for marc/T2/MARC/c10_if100.
const verdict = (values: number[], change = {}) => compareWithPaper(metric(values, change)).verdict;

describe('compareWithPaper', () => {
  it.each([
    [85.8, 'match'],
    [84.8, 'match'],
    [86.3, 'near'],
    [84.29, 'deviates'],
  ])('%d against 85.3: %s', (value, expected) => expect(verdict([value])).toBe(expected));

  it('allows the 95 % interval of the mean from three seeds on', () => {
    expect(verdict([86, 87, 88])).toBe('match');
    expect(verdict([86.9, 87, 87.1])).toBe('deviates');
    expect(verdict([84, 90])).toBe('deviates');
  });

  it('tells how the paper was reproduced and what is odd about the cell', () => {
    const odd = metric([47.4], { key: 'marc/T2/MARC/c100_if200', reproduction: 'other-data' });
    expect(compareWithPaper(odd)).toMatchObject({
      verdict: 'match',
      reproduction: 'other-data',
      difference: 0,
      note: expect.stringMatching(/47\.1/),
    });
    expect(compareWithPaper(metric([1], { key: 'mislas/T9/cRT/all' })).borrowedFrom).toMatch(/Kang/);
  });

  it('compares numbers without a unit to one per cent', () => {
    const key = { key: 'dbm/T6/BS/all', unit: '' };
    expect(verdict([5.93], key)).toBe('match');
    expect(verdict([5.98], key)).toBe('near');
    expect(verdict([6.2], key)).toBe('deviates');
  });

  it.each([
    ['marc/T2/BBN/c10_if200', '%', 'nothing printed'],
    ['marc/F1/MARC/head', '%', 'nothing printed'],
    ['marc/T6/MARC/n_params', '', 'not comparable'],
    ['marc/T2/MARC/c10_if100', '', 'not comparable'],
    ['nobody/T2/MARC/c10_if100', '%', 'not comparable'],
    ['marc/short', '%', 'not comparable'],
  ])('%s in "%s": %s', (key, unit, expected) => expect(verdict([80], { key, unit })).toBe(expected));

  it('never matches a value that is not finite', () => {
    expect(verdict([Number.NaN])).toBe('not comparable');
  });
});
