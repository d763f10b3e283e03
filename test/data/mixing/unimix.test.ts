import { describe, expect, test } from 'vitest';
import { createMixing } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';
import { trainingSet } from './training-set.js';

/** B(α, α) by the midpoint rule: it is asked of α ≥ 1 only, where the density has no poles. */
function betaDensity(alpha: number): (x: number) => number {
  const power = (x: number) => (x * (1 - x)) ** (alpha - 1);
  const steps = 2000;
  let total = 0;
  for (let i = 0; i < steps; i++) total += power((i + 0.5) / steps) / steps;
  return (x) => power(x) / total;
}

describe('the UniMix factor', () => {
  test('has the density of equation 6', () => {
    const [alpha, counts] = [2, [30, 10]];
    const { labels, load, context } = trainingSet(counts);
    const mix = createMixing('unimix', { alpha });
    const bins = new Array<number>(10).fill(0);
    let total = 0;
    for (let seed = 0; seed < 300; seed++) {
      const batch = load([...labels.keys()]);
      const { labels: others, lambda } = mix(batch, context(randomStream(seed, 'factor')));
      lambda.forEach((factor, row) => {
        if (batch.labels[row] !== 0 || others[row] !== 1) return;
        bins[Math.min(9, Math.floor(10 * factor))]!++;
        total++;
      });
    }
    expect(total).toBeGreaterThan(4000);
    const density = betaDensity(alpha);
    const centre = 10 / (30 + 10);
    bins.forEach((count, bin) => {
      let expected = 0;
      for (let i = 0; i < 100; i++) {
        const factor = (bin + (i + 0.5) / 100) / 10;
        expected += density(factor < centre ? factor - centre + 1 : factor - centre) / 1000;
      }
      const deviation = Math.sqrt(total * expected * (1 - expected));
      expect(Math.abs(count - total * expected), `bin ${bin}`).toBeLessThan(4.5 * deviation);
    });
  });
});

describe('UniMix’s partners', () => {
  const counts = [40, 8, 2];

  /** How often each class comes as the partner in many batches of all training images. */
  function partnerShares(options: Record<string, unknown>): number[] {
    const { labels, load, context } = trainingSet(counts);
    const mix = createMixing('unimix', options);
    const found = counts.map(() => 0);
    for (let seed = 0; seed < 100; seed++) {
      const { labels: others } = mix(load([...labels.keys()]), context(randomStream(seed, 'partners')));
      for (const label of others) found[label]! += 1 / 5000;
    }
    return found;
  }

  test('are of a class by its prior to the power τ', () => {
    const inverse = [1 / 40, 1 / 8, 1 / 2];
    const sum = inverse.reduce((total, each) => total + each);
    expect(partnerShares({ tau: -1 })).toBeAllclose(
      inverse.map((each) => each / sum),
      { absolute: 0.03 },
    );
    expect(partnerShares({ tau: 0 })).toBeAllclose([1 / 3, 1 / 3, 1 / 3], { absolute: 0.03 });
    expect(partnerShares({ tau: 1 })).toBeAllclose([0.8, 0.16, 0.04], { absolute: 0.03 });
  });

  test('drawn from the mini-batch as released are those of the paper with τ one less, for a batch like the training set', () => {
    expect(partnerShares({ level: 'batch', tau: -1 })).toBeAllclose([1 / 3, 1 / 3, 1 / 3], { absolute: 0.03 });
    const roots = counts.map(Math.sqrt);
    const sum = roots.reduce((total, each) => total + each);
    expect(partnerShares({ level: 'batch', tau: -0.5 })).toBeAllclose(
      roots.map((each) => each / sum),
      { absolute: 0.03 },
    );
  });

  test('drawn from the mini-batch are from nowhere else', () => {
    const { load, context } = trainingSet([5, 5, 5]);
    const { labels } = createMixing('unimix', { level: 'batch' })(load([0, 1, 6]), context(randomStream(0)));
    expect([...labels].every((label) => label < 2)).toBe(true);
  });

  test('cannot be of a class without images', () => {
    const { load, context } = trainingSet([4, 0, 4]);
    const { labels } = createMixing('unimix', { tau: -3 })(load([0, 1, 2, 3, 4, 5, 6, 7]), context(randomStream(1)));
    expect([...labels]).not.toContain(1);
  });
});
