import { describe, expect, test } from 'vitest';
import { createMixing } from '../../lib/data/index.js';
import { type RandomStream, randomStream } from '../../lib/random/index.js';
import { pairDraw, pairMixings, rarerClassShares, simulateMixedClasses } from '../../lib/simulation/index.js';

const prior = [0.6, 0.3, 0.1];
const draws = 40_000;
const stream = () => randomStream(0, 'mixed classes');
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the classes of mixed samples', () => {
  test('are those of the training set after mixup (Corollary 1)', () => {
    const { samples } = simulateMixedClasses(prior, pairMixings.mixup, { draws, stream: stream() });
    expect(samples).toBeAllclose(prior, { absolute: 0.01 });
  });

  test.each(['unimix-factor', 'unimix'] as const)('counted pair by pair approach the exact shares: %s', (name) => {
    const counted = simulateMixedClasses(prior, pairMixings[name], { draws, stream: stream() });
    const { rarer, rarerFirst } = rarerClassShares(prior, pairMixings[name]);
    expect(counted.rarer).toBeAllclose(rarer, { absolute: 0.01 });
    expect(counted.rarerFirst).toBeAllclose(rarerFirst, { absolute: 0.01 });
  });

  test('are counted once for each pair', () => {
    const { samples, rarer } = simulateMixedClasses(prior, pairMixings.unimix, { draws: 1000, stream: stream() });
    expect([sum(samples), sum(rarer), sum(rarerClassShares(prior, { tau: -1 }).rarer)]).toBeAllclose([1, 1, 1]);
  });
});

test('exact shares by hand: two classes of 3 to 1, the second drawn in reverse', () => {
  const { rarer, rarerFirst } = rarerClassShares([0.75, 0.25], { tau: -1 });
  expect(rarerFirst).toBeAllclose([0, 0.25 * 0.25]);
  expect(rarer).toBeAllclose([0.75 * 0.25, 0.75 * 0.75 + 0.25 * 0.25 + 0.25 * 0.75]);
});

describe('the UniMix factor', () => {
  const meanShare = (alpha: number) => {
    const next = pairDraw([0.9, 0.1], { factor: 'unimix', alpha, tau: -1 }, stream());
    const fromHead = Array.from({ length: draws }, next).filter(({ first, second }) => first === 0 && second === 1);
    return sum(fromHead.map(({ share }) => share)) / fromHead.length;
  };

  test('favours the rarer class on average, by the dents of a beta distribution with α < 1', () => {
    expect(meanShare(0.4)).toBeLessThan(0.47);
    expect(meanShare(1)).toBeCloseTo(0.5, 2);
  });

  test('is that of the mixing of images', () => {
    const images = new Float32Array(1);
    const classMembers = [60, 30, 10].map((count) => new Array<number>(count).fill(0));
    const { lambda } = createMixing('unimix', { tau: -1 })(
      { images, labels: new Int32Array([0]), count: 1 },
      {
        stream: drawing([0.99]),
        imageShape: [1, 1, 1],
        classMembers,
        load: () => ({ images, labels: new Int32Array([2]), count: 1 }),
      },
    );
    const pair = pairDraw(prior, pairMixings.unimix, drawing([0, 0.99]))();
    expect(pair).toMatchObject({ first: 0, second: 2 });
    expect(pair.share).toBeCloseTo(lambda[0]!, 6);
  });
});

/** A stream of given uniform numbers, whose beta numbers wrap around. */
function drawing(uniforms: number[]): RandomStream {
  return Object.assign(stream(), { uniform: () => uniforms.shift()!, integer: () => 0, beta: () => 0.95 });
}

test('explains what is wrong with the prior', () => {
  expect(() => pairDraw([1, 0], pairMixings.mixup, stream())).toThrow(/no training samples/);
});
