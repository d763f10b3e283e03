import type { RandomStream } from '../../random/index.js';

/** An epoch that visits every one of `count` images once, in a random order. */
export function instanceBalancedOrder(stream: RandomStream, count: number): Int32Array {
  return stream.shuffle(Int32Array.from({ length: count }, (_, position) => position));
}
