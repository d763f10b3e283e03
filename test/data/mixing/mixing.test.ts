import { describe, expect, test } from 'vitest';
import { createMixing, mixings } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';
import { collectCases } from '../cases/collect.js';
import type { MixingCases } from '../cases/mixing-cases.js';
import { recording, trainingSet } from './training-set.js';

const collected = await collectCases<MixingCases>('mixings');

const settings: Record<string, number[]> = {
  'a long tail': [40, 12, 5, 1],
  'two classes': [9, 1],
  'a thousand classes': new Array<number>(1000).fill(1),
};

test('every registered mixing has cases, and every case a mixing', () => {
  expect([...collected.keys()].sort()).toEqual(Object.keys(mixings).sort());
});

for (const [name, { cases, refuses = [] }] of collected)
  describe(`the mixing ${name}`, () => {
    for (const { options = {}, alpha, drawn, imageShare, labelShare, fromTrainingSet = false } of cases)
      describe(JSON.stringify(options), () => {
        const mix = createMixing(name, options);

        /** A batch of every second training image, mixed. */
        function mixed(counts: readonly number[], seed: number) {
          const { labels, load, context } = trainingSet(counts);
          const positions = [...labels.keys()].filter((position) => position % 2 === 0);
          const { stream, draws } = recording(randomStream(seed, 'mixing'));
          const batch = load(positions);
          const result = mix(batch, context(stream));
          return { labels, positions, batch, result, draws };
        }

        test.each(Object.entries(settings))('mixes images and labels of %s in its shares', (_, counts) => {
          const { labels, positions, batch, result, draws } = mixed(counts, 5);
          expect(draws).toHaveLength(drawn === 'once a batch' ? 1 : positions.length);
          expect(batch.labels).toEqual(Int32Array.from(positions, (position) => labels[position]!));
          for (const [row, position] of positions.entries()) {
            const draw = draws[drawn === 'once a batch' ? 0 : row]!;
            const [own, other] = [batch.labels[row]!, result.labels[row]!];
            expect(result.lambda[row]).toBeCloseTo(labelShare(draw, counts[own]!, counts[other]!), 6);
            const share = imageShare?.(draw, counts[own]!, counts[other]!) ?? 1;
            const rest = batch.images[row]! - share * (position + 1);
            if (share > 0.95) continue;
            const partner = Math.round(rest / (1 - share)) - 1;
            expect(rest).toBeCloseTo((1 - share) * (partner + 1), 3);
            expect(labels[partner]).toBe(other);
            if (!fromTrainingSet) expect(partner % 2).toBe(0);
          }
        });

        test('draws its shares from Beta(α, α)', () => {
          const draws = Array.from({ length: 1500 }, (_, seed) => mixed([1, 1], seed).draws).flat();
          const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
          const variance = draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length;
          expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
          expect(variance).toBeAllclose(1 / (4 * (2 * alpha + 1)), { relative: 0.1 });
        });

        test('is the same again by the same seed, another by another', () => {
          const of = (seed: number) => {
            const { batch, result } = mixed(settings['a long tail']!, seed);
            return { batch, result };
          };
          expect(of(1)).toEqual(of(1));
          expect([of(2), of(3), of(4)]).not.toEqual([of(1), of(1), of(1)]);
        });

        if (!fromTrainingSet)
          test('does not mind the order of the classes', () => {
            const { labels, load, context } = trainingSet(settings['a long tail']!);
            const other = (label: number) => 3 - label;
            const of = (rename: (label: number) => number) => {
              const batch = load([...labels.keys()].filter((position) => position % 3 === 0));
              const plain = context(randomStream(6, 'mixing'));
              const classMembers = plain.classMembers.map((_, label) => plain.classMembers[rename(label)]!);
              const result = mix({ ...batch, labels: batch.labels.map(rename) }, { ...plain, classMembers });
              return { images: batch.images, ...result, labels: result.labels.map(rename) };
            };
            expect(of(other)).toEqual(of((label) => label));
          });

        test('mixes a batch of one image', () => {
          const { load, context } = trainingSet([3, 1]);
          const { labels, lambda } = mix(load([3]), context(randomStream(0)));
          expect([labels.length, lambda.length]).toEqual([1, 1]);
          expect(lambda[0]).toBeGreaterThanOrEqual(0);
          expect(lambda[0]).toBeLessThanOrEqual(1);
        });
      });

    test('refuses options that it has not', () => {
      expect(() => createMixing(name, { nonsense: 1 })).toThrow(/nonsense/);
      for (const [options, words] of refuses) expect(() => createMixing(name, options)).toThrow(words);
    });
  });
