import { describe, expect, test } from 'vitest';
import { createSampler } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';

// 60 images of class 0, 9 of class 1, none of class 2, 1 of class 3.
const labels = [...new Array(60).fill(0), ...new Array(9).fill(1), 3];
const order = (options?: Record<string, unknown>) => [
  ...createSampler('class-balanced', options).order(randomStream(4, 'order'), labels, { epoch: 0, epochs: 1 }),
];

describe('the class-balanced sampler', () => {
  test('chooses every class that has images equally often', () => {
    const counts = [0, 0, 0, 0];
    for (const position of order({ length: 3000 })) counts[labels[position]!]!++;
    expect(counts[2]).toBe(0);
    for (const label of [0, 1, 3]) expect(Math.abs(counts[label]! - 1000)).toBeLessThan(4 * Math.sqrt(3000 * (2 / 9)));
  });

  test('repeats no image of a class before all others have come', () => {
    const ofClass = order({ length: 600 }).filter((position) => labels[position] === 1);
    expect(ofClass.length).toBeGreaterThan(100);
    for (let start = 0; start + 9 <= ofClass.length; start += 9)
      expect(new Set(ofClass.slice(start, start + 9)).size).toBe(9);
    expect(ofClass.slice(0, 9)).not.toEqual(ofClass.slice(9, 18));
  });

  test('is as long as the labels unless told otherwise', () => {
    expect(order()).toHaveLength(labels.length);
    expect(order({ length: 7 })).toHaveLength(7);
  });
});
