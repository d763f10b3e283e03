import type { RandomStream } from '../../../lib/random/index.js';

/** A stream whose integers are those given, for tests that must know where an augmentation falls. */
export function scriptedStream(...integers: number[]): RandomStream {
  const remaining = [...integers];
  const unexpected = () => {
    throw new Error('the augmentation drew something else than an integer');
  };
  return {
    integer(bound) {
      const value = remaining.shift();
      if (value === undefined || value >= bound) throw new Error(`drew ${value} below ${bound}`);
      return value;
    },
    uniform: unexpected,
    normal: unexpected,
    beta: unexpected,
    shuffle: unexpected,
  };
}
