import { expect, test } from 'vitest';
import { errorDirection } from '../../lib/metrics/index.js';

const confusion = [
  [8, 1, 1],
  [4, 6, 0],
  [3, 2, 5],
];

test('tells errors for commoner classes from errors for rarer ones', () => {
  const direction = errorDirection(confusion, [100, 10, 1]);
  expect(direction.error).toBeCloseTo(11 / 30);
  expect(direction.commoner).toBeCloseTo(9 / 11);
  expect(direction.rarer).toBeCloseTo(2 / 11);
});

test('does not depend on the order of the classes', () => {
  const turned = confusion.map((row) => row.toReversed()).toReversed();
  expect(errorDirection(turned, [1, 10, 100])).toEqual(errorDirection(confusion, [100, 10, 1]));
});

test('counts classes of one size to neither side', () => {
  expect(errorDirection(confusion, [5, 5, 5])).toMatchObject({ commoner: 0, rarer: 0 });
});

test('has no direction without errors', () => {
  expect(
    errorDirection(
      [
        [3, 0],
        [0, 2],
      ],
      [2, 1],
    ),
  ).toEqual({ error: 0, commoner: null, rarer: null });
});

test('explains what does not fit', () => {
  expect(() => errorDirection(confusion, [1, 2])).toThrow(/3 classes and 2 counts/);
  expect(() => errorDirection([[0]], [1])).toThrow(/no samples/);
});
