import { describe, expect, test } from 'vitest';
import { type ClassBalancedOrderOptions, classBalancedOrder } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';

// 60 images of class 0, 9 of class 1, none of class 2, 1 of class 3.
const labels = [...new Array(60).fill(0), ...new Array(9).fill(1), 3];
const order = (options?: ClassBalancedOrderOptions) => [
  ...classBalancedOrder(randomStream(4, 'order'), labels, options),
];

describe('classBalancedOrder', () => {
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

  test('depends on the stream only', () => {
    expect(order()).toEqual(order());
    expect([...classBalancedOrder(randomStream(5, 'order'), labels)]).not.toEqual(order());
  });

  test('draws several images of a class in a row, as the class-aware sampler', () => {
    const chosen = order({ length: 41, imagesPerDraw: 4 }).map((position) => labels[position]);
    for (let start = 0; start < 41; start += 4) expect(new Set(chosen.slice(start, start + 4)).size).toBe(1);
  });

  test('cycles through the classes, each once before any comes again', () => {
    const chosen = order({ length: 30, classes: 'cycled' }).map((position) => labels[position]);
    for (let start = 0; start < 30; start += 3) expect(new Set(chosen.slice(start, start + 3)).size).toBe(3);
  });

  test.each([
    [{ length: 0 }, 'The length of a class-balanced epoch is 0: give a positive whole number.'],
    [{ imagesPerDraw: 1.5 }, 'The imagesPerDraw of a class-balanced epoch is 1.5: give a positive whole number.'],
  ])('refuses %o', (options, sentence) => {
    expect(() => order(options)).toThrow(sentence);
  });

  test('refuses no images', () => {
    expect(() => classBalancedOrder(randomStream(0), [], { length: 3 })).toThrow(
      'A class-balanced epoch was asked of no images: give at least one.',
    );
  });
});
