import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { calibration } from '../../lib/metrics/index.js';

/** Two-class probabilities with the given confidence for class 0, or for class 1 below one half. */
const rows = (confidences: number[]) => confidences.flatMap((p) => [p, 1 - p]);

describe('calibration', () => {
  it('weighs the gap of each bin by its samples', () => {
    const { expected, maximum, bins } = calibration(rows([0.9, 0.95, 0.7, 0.75]), [0, 1, 0, 0], {
      classCount: 2,
      bins: 5,
    });
    // (0.8, 1]: confidence 0.925, accuracy 0.5; (0.6, 0.8]: confidence 0.725, accuracy 1.
    expect(expected).toBeAllclose(0.5 * 0.425 + 0.5 * 0.275);
    expect(maximum).toBeAllclose(0.425);
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 2, 2]);
    expect(bins[3]).toMatchObject({ lower: 0.6, upper: 0.8, accuracy: 1 });
    expect(bins[0]).toEqual({ lower: 0, upper: 0.2, count: 0, confidence: null, accuracy: null });
  });

  it('closes every bin on the right', () => {
    for (let edge = 8; edge <= 15; edge++) {
      const { bins } = calibration(rows([edge / 15]), [0], { classCount: 2 });
      expect(
        bins.findIndex(({ count }) => count === 1),
        `edge ${edge}/15`,
      ).toBe(edge - 1);
    }
    const beyond = calibration(rows([10 / 15 + 1e-12]), [0], { classCount: 2 });
    expect(beyond.bins[10]!.count).toBe(1);
  });

  it('leaves a confidence of exactly zero out of every bin', () => {
    const { expected, maximum, bins } = calibration([0, 0, 1, 0], [0, 0], { classCount: 2 });
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    expect([expected, maximum]).toEqual([0, 0]);
  });

  it('takes the first class of equal confidences', () => {
    expect(calibration([0.5, 0.5], [0], { classCount: 2 }).expected).toBeAllclose(0.5);
    expect(calibration([0.5, 0.5], [1], { classCount: 2 }).bins[7]!.accuracy).toBe(0);
  });

  it('is 0 for a perfectly calibrated model and 1 for one surely wrong', () => {
    expect(calibration(rows([0.75, 0.75, 0.75, 0.75]), [0, 0, 0, 1], { classCount: 2 }).expected).toBe(0);
    expect(calibration(rows([1, 1]), [1, 1], { classCount: 2 })).toMatchObject({ expected: 1, maximum: 1 });
  });

  it('refuses logits, no samples, and labels that do not fit', () => {
    expect(() => calibration([3, 1], [0], { classCount: 2 })).toThrow('give probabilities, not logits');
    expect(() => calibration([], [], { classCount: 2 })).toThrow(InputError);
    expect(() => calibration([0.5, 0.5], [2], { classCount: 2 })).toThrow(InputError);
    expect(() => calibration([Number.NaN, 0.5], [0], { classCount: 2 })).toThrow('not a number');
    expect(() => calibration([0.5, 0.5], [0], { classCount: 2, bins: 0 })).toThrow('number of bins is 0');
  });
});
