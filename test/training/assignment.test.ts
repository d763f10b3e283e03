import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random/index.js';
import { bestAssignment } from '../../lib/training/assignment.js';

const sumOf = (values: readonly number[], columns: readonly number[]) =>
  columns.reduce((sum, column, row) => sum + values[row * columns.length + column]!, 0);

function permutations(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

test.each([1, 2, 3, 5, 6])('finds the best of all assignments of %d rows', (count) => {
  const stream = randomStream(0, 'assignment', count);
  for (let trial = 0; trial < 20; trial++) {
    const values = Array.from({ length: count * count }, () => stream.normal());
    const found = bestAssignment(values, count);
    expect([...found].sort()).toEqual([...Array(count).keys()]);
    const best = Math.max(...permutations([...Array(count).keys()]).map((columns) => sumOf(values, columns)));
    expect(sumOf(values, found)).toBeCloseTo(best, 10);
  }
});

test('keeps the order where all are as good, and finds a hidden permutation of two hundred', () => {
  expect(bestAssignment(new Float32Array(16), 4)).toEqual([0, 1, 2, 3]);
  const hidden = Array.from({ length: 200 }, (_, row) => (7 * row + 3) % 200);
  const stream = randomStream(0, 'hidden assignment');
  const values = hidden.flatMap((column) =>
    Array.from({ length: 200 }, (_, other) => stream.uniform() + Number(other === column)),
  );
  expect(bestAssignment(values, 200)).toEqual(hidden);
});
