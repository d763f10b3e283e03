import { describe, expect, test } from 'vitest';
import {
  createBatches,
  createSampler,
  type Dataset,
  makeBatches,
  planBatches,
  samplers,
} from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';
import { collectCases } from '../cases/collect.js';
import type { SamplerCases } from '../cases/sampler-cases.js';

const collected = await collectCases<SamplerCases>('samplers');

/** Long-tailed with a class of a single image, two classes, balanced, and a thousand classes. */
const settings: Record<string, number[]> = {
  'a long tail': [90, 40, 15, 6, 1],
  'two classes': [30, 2],
  'balanced classes': [8, 8, 8],
  'a thousand classes': Array.from({ length: 1000 }, (_, i) => 1 + Math.floor(20 * 0.99 ** i)),
};
const epoch = { epoch: 2, epochs: 5 };

/** The class of each image, classes interleaved. */
function labelsOf(counts: readonly number[]): number[] {
  const labels = counts.flatMap((count, label) => new Array<number>(count).fill(label));
  return randomStream(9, 'labels').shuffle(labels);
}

function histogram(labels: ArrayLike<number>, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  return counts;
}

test('every registered sampler has cases, and every case a sampler', () => {
  expect([...collected.keys()].sort()).toEqual(Object.keys(samplers).sort());
});

for (const [name, { cases, refuses = [] }] of collected)
  describe(`the sampler ${name}`, () => {
    for (const { options = {}, probabilities, everyImageOnce = false } of cases) {
      const sampler = createSampler(name, options);
      const order = (seed: number, labels: number[]) => [
        ...sampler.order(randomStream(seed, 'order', epoch.epoch), labels, epoch),
      ];

      describe(JSON.stringify(options), () => {
        test.each(Object.entries(settings))('has the probabilities of its equation on %s', (_, counts) => {
          const found = sampler.classProbabilities(counts, epoch);
          expect(found).toBeAllclose(probabilities(counts, epoch), { relative: 1e-9 });
          expect(found.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
        });

        test.each(Object.entries(settings))('draws the classes of %s as often as it says', (_, counts) => {
          const labels = labelsOf(counts);
          const length = everyImageOnce ? labels.length : 6000;
          const long = everyImageOnce ? sampler : createSampler(name, { ...options, length });
          const drawn = long.order(randomStream(0, 'order'), labels, epoch);
          expect([drawn.length, long.length(labels)]).toEqual([length, length]);
          const found = histogram(
            drawn.map((position) => labels[position]!),
            counts.length,
          );
          sampler.classProbabilities(counts, epoch).forEach((p, label) => {
            const deviation = Math.abs(found[label]! - length * p);
            if (everyImageOnce) expect(deviation).toBeLessThan(1e-6);
            else expect(deviation, `class ${label}`).toBeLessThanOrEqual(5 * Math.sqrt(length * p * (1 - p)) + 1);
          });
        });

        test('repeats no image of a class before all others have come', () => {
          const labels = labelsOf([12, 5, 1]);
          const drawn = order(3, labels);
          for (const [label, count] of [12, 5, 1].entries()) {
            const ofClass = drawn.filter((position) => labels[position] === label);
            for (let start = 0; start + count <= ofClass.length; start += count)
              expect(new Set(ofClass.slice(start, start + count)).size).toBe(count);
          }
        });

        test('is as long as the training set, the same again by the same seed, another by another', () => {
          const labels = labelsOf([30, 12, 1]);
          expect(order(1, labels)).toHaveLength(43);
          expect(order(1, labels)).toEqual(order(1, labels));
          if (name !== 'in-order') expect(order(1, labels)).not.toEqual(order(2, labels));
        });

        test('does not mind the order of the classes', () => {
          const counts = settings['a long tail']!;
          const backwards = sampler.classProbabilities([...counts].reverse(), epoch);
          expect([...backwards].reverse()).toBeAllclose(sampler.classProbabilities(counts, epoch), { relative: 1e-12 });
        });
      });
    }

    test('leaves out classes without an image', () => {
      const labels = [4, 4, 4, 0, 4, 4];
      const drawn = createSampler(name).order(randomStream(0), labels, epoch);
      expect(drawn.every((position) => position >= 0 && position < labels.length)).toBe(true);
    });

    test('refuses counts that are none, no images, and options that it has not', () => {
      const sampler = createSampler(name);
      for (const wrong of [0, -3, 1.5, Number.NaN])
        expect(() => sampler.classProbabilities([5, wrong], epoch)).toThrow(
          `Class 1 has ${wrong} images: give every class a positive whole number, or leave it out.`,
        );
      expect(() => sampler.order(randomStream(0), [], epoch)).toThrow(
        'An epoch of no images was asked for: give at least one.',
      );
      expect(() => createSampler(name, { nonsense: 1 })).toThrow(/nonsense/);
      for (const [options, words] of refuses) expect(() => createSampler(name, options)).toThrow(words);
    });
  });

test('samplers coincide where their equations do', () => {
  const of = (name: string, options = {}, counts = settings['a long tail']!, moment = epoch) =>
    createSampler(name, options).classProbabilities(counts, moment);
  const same = (a: number[], b: number[]) => expect(a).toBeAllclose(b, { relative: 1e-9 });
  same(of('unimix', { tau: 1 }), of('instance-balanced'));
  same(of('unimix', { tau: 0 }), of('class-balanced'));
  same(of('unimix', { tau: -1 }), of('reversed'));
  same(of('unimix', { tau: 0.5 }), of('square-root'));
  same(of('effective-number', { beta: 0 }), of('instance-balanced'));
  same(of('progressive', {}, undefined, { epoch: 0, epochs: 9 }), of('instance-balanced'));
  for (const name of Object.keys(samplers)) same(of(name, {}, [7, 7, 7, 7]), [0.25, 0.25, 0.25, 0.25]);
  expect(of('effective-number', { beta: 1 - 1e-12 })).toBeAllclose(of('class-balanced'), { absolute: 1e-6 });
});

test('the UniMix sampler bears any exponent', () => {
  for (const tau of [-500, 500]) {
    const found = createSampler('unimix', { tau }).classProbabilities([5000, 50, 1], epoch);
    expect(found).toBeAllclose(tau > 0 ? [1, 0, 0] : [0, 0, 1], { absolute: 1e-12 });
  }
});

test('the class-aware sampler shows several images of a class in a row, and every class before one comes again', () => {
  const labels = labelsOf([60, 9, 3]);
  const drawn = [...createSampler('class-aware').order(randomStream(4), labels, epoch)].map((i) => labels[i]!);
  for (let start = 0; start + 12 <= drawn.length; start += 12) {
    const cycle = drawn.slice(start, start + 12);
    expect([...cycle].sort()).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    for (let each = 0; each < 12; each += 4) expect(new Set(cycle.slice(each, each + 4)).size).toBe(1);
  }
});

test('the progressive sampler reaches every point between its two ends', () => {
  const { classProbabilities } = createSampler('progressive');
  const head = [0, 5, 10].map((each) => classProbabilities([90, 10], { epoch: each, epochs: 10 })[0]);
  expect(head).toBeAllclose([0.9, 0.7, 0.5], { relative: 1e-12 });
  expect(() => classProbabilities([90, 10], { epoch: 2, epochs: 1 })).toThrow(
    'The progressive sampler was asked for epoch 2 of 1: give the run’s epochs.',
  );
});

test('a worker thread draws what the calling thread draws', async () => {
  const labels = Int32Array.from(labelsOf([20, 6, 2, 1]));
  const split = { images: new Uint8Array(labels.length), labels, count: labels.length };
  const dataset: Dataset = {
    name: 'digits',
    classNames: ['a', 'b', 'c', 'd'],
    imageShape: [1, 1, 1],
    train: split,
    test: split,
    normalisation: { mean: [0], standardDeviation: [1] },
  };
  for (const name of ['progressive', 'class-aware']) {
    const options = { sampler: name, epochs: 4, batchSize: 10, seed: 2 };
    const batches = createBatches(dataset, options);
    const made: number[][] = [];
    for await (const batch of batches.epoch(3)) made.push([...batch.labels]);
    expect(made).toEqual([...makeBatches(planBatches(dataset, options), 3)].map((batch) => [...batch.labels]));
    await batches.close();
  }
});
