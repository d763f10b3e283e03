import { expect, test } from 'vitest';
import { createMixing } from '../../../lib/data/index.js';
import { scriptedStream } from '../augmentation/scripted-stream.js';
import { trainingSet } from './training-set.js';

/** The label share of an image of class `own` mixed with one of class `other`, λ being what the stream draws. */
function labelShare(draw: number, own: number, other: number, options = {}): number {
  const counts = [30, 10, 9, 3];
  const { labels, load, context } = trainingSet(counts);
  const stream = { ...scriptedStream(), beta: () => draw, shuffle: <T extends { length: number }>(rows: T) => rows };
  const swapping = { ...stream, shuffle: (rows: Int32Array) => rows.reverse() };
  const batch = load([labels.indexOf(own), labels.indexOf(other)]);
  const { lambda } = createMixing('remix', options)(batch, context(swapping as never));
  return lambda[0]!;
}

test.each([
  ['the commoner class loses its label', 0.4, 0, 1, 0],
  ['the commoner class loses its label at a ratio of exactly κ', 0.49, 2, 3, 0],
  ['unless it is seen enough', 0.5, 0, 1, 0.5],
  ['the rarer class takes the whole label', 0.6, 1, 0, 1],
  ['unless it is hardly seen', 0.5, 1, 0, 0.5],
  ['classes of a ratio below κ keep their shares', 0.4, 1, 2, 0.4],
  ['an image mixed with its own class keeps its share', 0.1, 0, 0, 0.1],
])('Remix: %s', (_, draw, own, other, expected) => {
  expect(labelShare(draw, own, other)).toBeCloseTo(expected, 6);
});

test('Remix with other thresholds', () => {
  expect(labelShare(0.4, 0, 1, { kappa: 4 })).toBeCloseTo(0.4, 6);
  expect(labelShare(0.4, 0, 1, { tau: 0.3 })).toBeCloseTo(0.4, 6);
  expect(labelShare(0.4, 0, 1, { tau: 0 })).toBeCloseTo(0.4, 6);
});
