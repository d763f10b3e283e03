import { describe, expect, test } from 'vitest';
import { createMixing } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';
import { trainingSet } from './training-set.js';

describe('CutMix', () => {
  const [height, width, channels] = [6, 8, 3] as const;
  const mix = createMixing('cutmix');

  test('shows the partner in one box, and λ is the share of pixels outside of it', () => {
    const areas = new Set<number>();
    for (let seed = 0; seed < 40; seed++) {
      const { load, context } = trainingSet([1, 1, 1, 1], [height, width, channels]);
      const batch = load([0, 1, 2, 3]);
      const { labels, lambda } = mix(batch, context(randomStream(seed, 'box')));
      const size = height * width * channels;
      for (let image = 0; image < 4; image++) {
        const pixels = batch.images.subarray(image * size, (image + 1) * size);
        const fromPartner = [...pixels.keys()].filter((i) => pixels[i] !== image + 1);
        expect(new Set(fromPartner.map((i) => pixels[i]!)).size).toBeLessThanOrEqual(1);
        if (labels[image] === image) continue;
        expect(lambda[image]).toBeCloseTo(1 - fromPartner.length / size, 6);
        const rows = fromPartner.map((i) => Math.floor(i / (width * channels)));
        const columns = fromPartner.map((i) => Math.floor(i / channels) % width);
        const side = (values: number[]) => (values.length === 0 ? 0 : Math.max(...values) - Math.min(...values) + 1);
        expect(fromPartner).toHaveLength(side(rows) * side(columns) * channels);
        for (const i of fromPartner) expect(pixels[i]).toBe(labels[image]! + 1);
        areas.add(fromPartner.length);
      }
    }
    expect(areas.size).toBeGreaterThan(8);
  });

  test('leaves batches alone as often as it is told', () => {
    const sometimes = createMixing('cutmix', { probability: 0.3 });
    let mixed = 0;
    for (let seed = 0; seed < 400; seed++) {
      const { load, context } = trainingSet([1, 1], [32, 32, 1]);
      if (sometimes(load([0, 1]), context(randomStream(seed))).lambda[0]! < 1) mixed++;
    }
    expect(Math.abs(mixed - 120)).toBeLessThan(45);
  });
});
