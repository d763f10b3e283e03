import type { RandomStream } from '../../random/index.js';

/** Draws indices, independently of each other, each in proportion to its weight. */
export function weightedDraw(stream: RandomStream, weights: readonly number[]): () => number {
  const cumulative = new Float64Array(weights.length);
  let total = 0;
  weights.forEach((weight, index) => {
    total += weight;
    cumulative[index] = total;
  });
  return () => {
    const mark = stream.uniform() * total;
    let [low, high] = [0, weights.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > mark) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Hands out the elements of `sequence` in a random order, and in a new one each time all have been handed out. */
export function randomCycle(stream: RandomStream, sequence: readonly number[]): () => number {
  const remaining = [...sequence];
  let next = remaining.length;
  return () => {
    if (next === remaining.length) {
      stream.shuffle(remaining);
      next = 0;
    }
    return remaining[next++]!;
  };
}
