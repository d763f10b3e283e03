import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { argmaxRows, meanLogitByClass, meanMarginByClass, softmax, weightNorms } from '../../lib/metrics/index.js';

const logits = [1, 2, 3, 5, -4, 0, 7, 8, 9];
const labels = [0, 0, 1];

describe('meanLogitByClass', () => {
  it("averages each class's own logit over its samples", () => {
    expect(meanLogitByClass(logits, labels, { classCount: 3 })).toEqual([3, 8, null]);
  });

  it('refuses labels that do not fit', () => {
    expect(() => meanLogitByClass(logits, [0, 1], { classCount: 3 })).toThrow('There are 2 labels for 3 samples');
    expect(() => meanLogitByClass(logits, labels, { classCount: 2 })).toThrow('no whole rows');
  });
});

describe('meanMarginByClass', () => {
  it("divides by the norm of the class's weights", () => {
    const norms = weightNorms(Float32Array.of(3, 4, 0, 2, 1, 0), { classCount: 3 });
    expect(norms).toEqual([5, 2, 1]);
    expect(meanMarginByClass(logits, labels, { classCount: 3, weightNorms: norms })).toEqual([0.6, 4, null]);
  });

  it('refuses a norm of zero and a weight matrix of no whole rows', () => {
    expect(() => meanMarginByClass(logits, labels, { classCount: 3, weightNorms: [1, 0, 1] })).toThrow('class 1 is 0');
    expect(() => weightNorms(new Float32Array(4), { classCount: 3 })).toThrow(InputError);
  });
});

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
});

describe('argmaxRows', () => {
  it('takes the first of several largest values', () => {
    expect([...argmaxRows([1, 3, 3, -1, -1, -2], { classCount: 3 })]).toEqual([1, 0]);
  });

  it('refuses scores that are not numbers', () => {
    expect(() => argmaxRows([0, Number.NaN], { classCount: 2 })).toThrow(InputError);
  });
});
