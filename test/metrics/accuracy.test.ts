import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { accuracy, accuracyByClass, accuracyByShotGroup, confusionMatrix, macroF1 } from '../../lib/metrics/index.js';

const labels = [0, 0, 0, 0, 1, 1, 2];
const predictions = [0, 0, 0, 1, 1, 2, 0];
const confusion = confusionMatrix(labels, predictions, { classCount: 4 });

describe('confusionMatrix', () => {
  it('counts true classes in rows and predictions in columns', () => {
    expect(confusion).toEqual([
      [3, 1, 0, 0],
      [0, 1, 1, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('refuses classes that do not exist and lengths that differ', () => {
    expect(() => confusionMatrix([4], [0], { classCount: 4 })).toThrow('Label 4 of sample 0 is outside 0 … 3');
    expect(() => confusionMatrix([0], [-1], { classCount: 4 })).toThrow('Prediction -1 of sample 0');
    expect(() => confusionMatrix([0, 1], [0], { classCount: 4 })).toThrow(InputError);
  });
});

describe('accuracy', () => {
  it('is the share on the diagonal', () => {
    expect(accuracy(confusion)).toBeAllclose(4 / 7);
    expect(() => accuracy([[0]])).toThrow(InputError);
  });

  it('by class is null where a class has no samples', () => {
    expect(accuracyByClass(confusion)).toEqual([0.75, 0.5, 0, null]);
  });

  it('by shot group is the mean over classes, and null for an empty group', () => {
    const groups = { many: [0, 1], medium: null, few: [2, 3] };
    expect(accuracyByShotGroup([0.75, 0.5, 0, null], groups)).toEqual({ many: 0.625, medium: null, few: 0 });
    expect(accuracyByShotGroup([0.75, null], { many: [0], medium: [], few: [1] })).toEqual({
      many: 0.75,
      medium: null,
      few: null,
    });
    expect(() => accuracyByShotGroup([0.5], { few: [1] })).toThrow('names class 1 of 1');
  });
});

describe('macroF1', () => {
  it('is the mean over the classes that occur or are predicted', () => {
    // Class 0: 2·3/(4+4), class 1: 2·1/(2+2), class 2: 0; class 3 neither occurs nor is predicted.
    expect(macroF1(confusion)).toBeAllclose((0.75 + 0.5 + 0) / 3);
    expect(
      macroF1([
        [5, 0],
        [0, 2],
      ]),
    ).toBe(1);
    expect(() =>
      macroF1([
        [0, 0],
        [0, 0],
      ]),
    ).toThrow(InputError);
  });
});
