import { expect, test } from 'vitest';
import { predictedProbabilities } from '../../lib/metrics/index.js';

const classCounts = [500, 50, 5];
/** Softmax of [log 2, 0, 0] is 1/2, 1/4, 1/4. */
const logits = [Math.LN2, 0, 0, 0, 0, Math.LN2, 0, Math.LN2, 0];

test('has the probability of the prediction and of the own class, by shot group', () => {
  const groups = predictedProbabilities({ logits, labels: [0, 0, 1] }, { classCounts, rule: 'oltr' });
  expect(groups.many!.confidence).toBeAllclose([0.5, 0.5]);
  expect(groups.many!.trueClass).toBeAllclose([0.5, 0.25]);
  expect(groups.many!.accuracy).toBe(0.5);
  expect(groups.medium).toMatchObject({ accuracy: 1 });
});

test('is null for a group without samples', () => {
  expect(predictedProbabilities({ logits, labels: [0, 0, 1] }, { classCounts, rule: 'oltr' }).few).toBeNull();
});

test('refuses labels that do not fit', () => {
  expect(() => predictedProbabilities({ logits, labels: [0, 3, 1] }, { classCounts, rule: 'oltr' })).toThrow(
    'Label 3 of sample 1',
  );
});
