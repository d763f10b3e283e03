import type { RandomStream } from '../../random/index.js';

/** Hands out the elements of `sequence` in a random order, and in a new one each time all have been handed out. */
export function randomCycle(stream: RandomStream, sequence: number[]): () => number {
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
