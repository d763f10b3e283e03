import { describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/random/index.js';
import {
  boundaryDeviation,
  type discTrainings,
  discTrial,
  drawDiscPair,
  mixedSample,
  pairMixings,
} from '../../lib/simulation/index.js';

const discs = { centre: [1, 1], radius: 1 } as const;
const stream = () => randomStream(0, 'discs');

describe('two discs', () => {
  test('hold their points, evenly by area', () => {
    const { positive, negative } = drawDiscPair(discs, { positives: 2000, negatives: 3, stream: stream() });
    const distances = Array.from(positive.x, (x, i) => Math.hypot(x - 1, positive.y[i]! - 1));
    expect(Math.max(...distances)).toBeLessThanOrEqual(1);
    expect(distances.filter((distance) => distance < Math.SQRT1_2).length / 2000).toBeCloseTo(0.5, 1);
    expect(negative.x).toHaveLength(3);
    expect(Math.max(...negative.x)).toBeLessThanOrEqual(0);
  });

  test('must not meet', () => {
    expect(() => drawDiscPair({ centre: [1, 0], radius: 1 }, { positives: 1, negatives: 1, stream: stream() })).toThrow(
      /around ±\(1, 0\) meet/,
    );
  });
});

describe('a mixed sample', () => {
  const imbalanced = drawDiscPair(discs, { positives: 190, negatives: 10, stream: stream() });
  const negatives = (name: 'mixup' | 'unimix') =>
    mixedSample(imbalanced, pairMixings[name], { stream: stream() }).negative.x.length;

  test('has as many points, and after UniMix far more of the rare class than after mixup', () => {
    const { positive, negative } = mixedSample(imbalanced, pairMixings.unimix, { stream: stream() });
    expect(positive.x.length + negative.x.length).toBe(200);
    const twice = mixedSample(imbalanced, pairMixings.unimix, { stream: stream(), ratio: 2 });
    expect(twice.positive.x.length + twice.negative.x.length).toBe(400);
    expect(negatives('unimix')).toBeGreaterThan(4 * negatives('mixup'));
  });
});

describe('the deviation of a boundary', () => {
  test('is zero on the ideal line, whatever the scale', () => {
    expect(boundaryDeviation({ weights: [3, 3], bias: 0 }, discs)).toEqual({ angle: 0, offset: 0, distance: 0 });
  });

  test('tells a shift towards the negative disc from a turn', () => {
    const shifted = boundaryDeviation({ weights: [1, 1], bias: 1 }, discs);
    expect(shifted.offset).toBeCloseTo(Math.SQRT1_2);
    expect(shifted.distance).toBeCloseTo(Math.SQRT1_2);
    expect(boundaryDeviation({ weights: [1, 1], bias: -1 }, discs).offset).toBeCloseTo(-Math.SQRT1_2);
    const turned = boundaryDeviation({ weights: [1, 0], bias: 0 }, discs);
    expect(turned.angle).toBeCloseTo(45);
    // Within the square of half-width 2 the ideal line is 4 √2 long.
    expect(turned.distance).toBeCloseTo(2 / Math.sqrt(3));
  });
});

describe('trainings on discs', () => {
  const trials = [0, 1, 2, 3, 4, 5, 6, 7].map((seed) => discTrial({ discs, positives: 200, negatives: 8, seed }));
  const mean = (training: (typeof discTrainings)[number]) =>
    trials.reduce((sum, trial) => sum + boundaryDeviation(trial[training].scorer, discs).distance / trials.length, 0);

  test('come closest to the ideal boundary when balanced, closer with UniMix than without, and no closer with mixup (section 4.1)', () => {
    expect(mean('balanced')).toBeLessThan(mean('unimix'));
    expect(mean('unimix')).toBeLessThan(mean('imbalanced'));
    expect(mean('mixup')).toBeGreaterThan(mean('imbalanced'));
  });

  test('are the same for the same seed', () => {
    expect(discTrial({ discs, positives: 200, negatives: 8, seed: 0 })).toEqual(trials[0]);
  });
});
