import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { argmaxRows, softmax } from '../../lib/metrics/index.js';

describe('softmax', () => {
  it('normalises each row and is safe for ±10,000', () => {
    const thirds = softmax([0, Math.log(2), 1e4, -1e4, -1e4, -1e4], { classCount: 2 });
    expect(thirds).toBeAllclose([1 / 3, 2 / 3, 1, 0, 0.5, 0.5], { relative: 1e-12 });
  });

  it('leaves the logits as they were', () => {
    const given = Float32Array.of(1, 2);
    softmax(given, { classCount: 2 });
    expect(given).toEqual(Float32Array.of(1, 2));
  });

  it('refuses logits of no whole rows', () => {
    expect(() => softmax([1, 2, 3], { classCount: 2 })).toThrow('no whole rows');
  });
});

describe('argmaxRows', () => {
  it('takes the first of several largest values', () => {
    expect([...argmaxRows([1, 3, 3, -1, -1, -2], { classCount: 3 })]).toEqual([1, 0]);
  });

  it('refuses scores that are not numbers', () => {
    expect(() => argmaxRows([0, Number.NaN], { classCount: 2 })).toThrow(InputError);
  });
});
