import { expect, test } from 'vitest';
import { median, pairedRatio, relativeRange, roundSpeed, spread } from '../../bench/statistics.js';

test('the median is the middle value, or between the two middle ones, whatever the order', () => {
  expect(median([5])).toBe(5);
  expect(median([9, 1, 4])).toBe(4);
  expect(median([10, 1, 4, 2])).toBe(3);
});

test('a spread has median, minimum and maximum, and its relative range', () => {
  const rounds = spread([110, 90, 100]);
  expect(rounds).toEqual({ median: 100, minimum: 90, maximum: 110 });
  expect(relativeRange(rounds)).toBeCloseTo(0.2, 12);
});

test('a round’s speed is its images over its time, a slow step counting as long as it took', () => {
  expect(roundSpeed([0.1, 0.1, 0.3, 0.5], 20)).toBeCloseTo(80, 12);
});

test('a ratio is taken round by round, so that a machine twice as slow for both changes nothing', () => {
  const [speeds, reference] = [
    [110, 55, 120],
    [100, 50, 100],
  ];
  expect(pairedRatio(speeds, reference)).toBeCloseTo(1.1, 12);
  expect(pairedRatio(speeds, speeds)).toBe(1);
  expect(() => pairedRatio(speeds, [100])).toThrow('3 rounds cannot be paired with 1');
});
