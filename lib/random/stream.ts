import { createHash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { InputError } from '../errors.js';
import { RandomState } from './random-state.js';

/**
 * The random stream of one purpose: `randomStream(seed, 'augmentation', epoch)` never shares numbers with
 * `randomStream(seed, 'order', epoch)`, and does not depend on what other streams were asked before.
 *
 * The 128-bit state is the SHA-256 of the seed and the name's parts, so that neighbouring seeds give unrelated streams
 * and seed 0 is a seed like any other.
 *
 * @throws InputError when the seed, or a number in the name, is not a safe integer.
 */
export function randomStream(seed: number, ...name: (string | number)[]): RandomState {
  for (const number of [seed, ...name])
    if (typeof number === 'number' && !Number.isSafeInteger(number))
      throw new InputError(
        `A random stream was asked for with ${number}: seeds and numbers in names are whole numbers.`,
      );
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...name]))
    .digest();
  return new RandomState(xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset))));
}
