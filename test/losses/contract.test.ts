import { readdirSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { readJson } from '../../lib/files.js';
import { createLoss, losses } from '../../lib/losses/index.js';
import { projectPath } from '../../lib/project.js';
import { everyEngine } from '../host-engines.js';
import type { LossCases } from './cases.js';
import { centralDifferences, evaluate, extremeBatch, randomBatch, reorderClasses, reorderSamples } from './evaluate.js';
import type { Batch } from './reference.js';

interface Golden {
  batch: Pick<Batch, 'logits' | 'labels' | 'counts'> & Partial<Batch>;
  entries: { name: string; options: Record<string, unknown>; value: number; gradient?: number[][] }[];
}

const filesOf = (folder: string) => readdirSync(projectPath('test', 'losses', folder)).sort();
const goldenFiles = filesOf('golden').filter((file) => file.endsWith('.json'));
const allCases = new Map<string, LossCases>();
for (const name of filesOf('cases').map((file) => file.replace(/\.ts$/, ''))) {
  allCases.set(name, ((await import(`./cases/${name}.ts`)) as { default: LossCases }).default);
}

const atEveryPlace = (gradients: Record<string, ArrayLike<number>>) =>
  Object.values(gradients).flatMap((gradient) => Array.from(gradient));

const rows = [...allCases].flatMap(([name, cases]) => cases.rows.map((row) => ({ name, cases, row })));
const counts = [100, 10, 1];

/** What a reference says of a batch, kept for the next engine: differences take most of the time. */
const expectations = new Map<string, { value: number; gradients: Record<string, number[]> }>();
function expectation(key: string, compute: () => { value: number; gradients: Record<string, number[]> }) {
  const known = expectations.get(key) ?? compute();
  expectations.set(key, known);
  return known;
}

it('has cases for every registered loss, and for no other', () => {
  expect([...allCases.keys()].sort()).toEqual(Object.keys(losses).sort());
});

// Two engines must agree with the same numbers before a number is believed.
describe.each(everyEngine)('on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  describe.each(goldenFiles)('golden %s', (file) => {
    const { batch, entries } = readJson<Golden>(projectPath('test', 'losses', 'golden', file));
    const shares = batch.labels.map(() => 1);
    it.each(entries)('$name with $options', async ({ name, options, value, gradient }) => {
      const result = await evaluate(name, options, { shares, inputs: {}, ...batch });
      expect(result.value).toBeAllclose(value, { relative: 1e-5 });
      if (gradient) expect(result.gradients.logits).toBeAllclose(gradient, { relative: 1e-4, absolute: 1e-6 });
    });
  });

  describe.each(rows)('$name with $row.options', ({ name, cases, row }) => {
    const { options, reference, wholeBatch = cases.wholeBatch, relative = { value: 1e-5, gradient: 1e-3 } } = row;
    const { inputs = {} } = cases;
    const differentiated = ['logits', ...Object.keys(inputs).filter((input) => !inputs[input]!.constant)];

    /** Compares values and gradients, the gradients at a few places only where `places` says so. */
    async function expectReference(title: string, batch: Batch, { weighted = false, places = Number.NaN } = {}) {
      const placesOf = (size: number) =>
        // The first is the label's place of the first sample, if the input is the logits.
        Array.from({ length: places || size }, (_, i) => (places ? (batch.labels[0]! + i * 7919) % size : i));
      const { value, gradients } = await evaluate(name, options, batch, { weighted });
      const expected = expectation(`${rows.findIndex((other) => other.row === row)} ${title}`, () => ({
        value: reference(batch, batch),
        gradients: Object.fromEntries(
          differentiated.map((input) => [
            input,
            centralDifferences(reference, batch, input, placesOf(gradients[input]!.length)),
          ]),
        ),
      }));
      expect(value).toBeAllclose(expected.value, { relative: relative.value, absolute: 1e-6 });
      for (const input of differentiated) {
        const gradient = gradients[input]!;
        expect(
          placesOf(gradient.length).map((place) => gradient[place]!),
          `gradient by ${input}`,
        ).toBeAllclose(expected.gradients[input]!, { relative: relative.gradient, absolute: 2e-6 });
      }
    }

    it.each([
      ['a usual batch', randomBatch({ samples: 6, classes: 5 }, cases)],
      ['a batch of one', randomBatch({ samples: 1, classes: 4 }, cases)],
      ['two classes', randomBatch({ samples: 5, classes: 2 }, cases)],
      ['well-fitted and badly fitted samples', randomBatch({ samples: 4, classes: 3, scale: 12 }, cases)],
      ['a class with one training sample', { ...randomBatch({ samples: 5, classes: 3 }, cases), counts: [400, 20, 1] }],
      ['a balanced training set', { ...randomBatch({ samples: 5, classes: 3 }, cases), counts: [20, 20, 20] }],
    ])('has the value and the central differences of its reference on %s', expectReference);

    it('works with 1,000 classes', async () => {
      await expectReference('1,000 classes', randomBatch({ samples: 2, classes: 1000 }, cases), { places: 3 });
    });

    it('is a finite number at the extremes, with a finite gradient', async () => {
      const batch = { ...extremeBatch(cases), counts };
      const { value, gradients } = await evaluate(name, options, batch);
      expect(value).toBeAllclose(reference(batch, batch), { relative: relative.value, absolute: 1e-6 });
      expect(atEveryPlace(gradients).every(Number.isFinite)).toBe(true);
    });

    it.runIf(!wholeBatch)('weighs samples', async () => {
      const batch = { ...randomBatch({ samples: 4, classes: 3 }, cases), shares: [0.5, 1, 0, 0.25] };
      await expectReference('weights', batch, { weighted: true });
    });
  });
});

// The reference has held the numbers on every engine; what is left does not depend on one.
describe.each(rows)('$name with $row.options', ({ name, cases, row }) => {
  const { options, ordered, wholeBatch = cases.wholeBatch } = row;
  const { inputs = {} } = cases;

  beforeAll(async () => {
    await startEngine();
  });

  it.runIf(wholeBatch)('refuses sample weights', async () => {
    const batch = randomBatch({ samples: 4, classes: 3 }, cases);
    await expect(evaluate(name, options, batch, { weighted: true })).rejects.toThrow(InputError);
  });

  it.runIf(!ordered)('does not depend on the order of the classes', async () => {
    const batch = randomBatch({ samples: 8, classes: 6 }, cases);
    const order = [3, 0, 5, 1, 4, 2];
    const before = await evaluate(name, options, batch);
    const after = await evaluate(name, options, reorderClasses(batch, order, cases));
    expect(after.value).toBeAllclose(before.value, { relative: 1e-5, absolute: 1e-6 });
    const restored = batch.logits.flatMap((_, i) =>
      order.map((_, k) => after.gradients.logits![i * 6 + order.indexOf(k)]!),
    );
    expect(restored).toBeAllclose(before.gradients.logits!, { relative: 1e-4, absolute: 1e-6 });
  });

  it.runIf(!ordered)('does not depend on the order of the batch', async () => {
    const batch = randomBatch({ samples: 5, classes: 3 }, cases);
    const before = await evaluate(name, options, batch);
    const after = await evaluate(name, options, reorderSamples(batch, [4, 0, 3, 1, 2], cases));
    expect(after.value).toBeAllclose(before.value, { relative: 1e-5, absolute: 1e-6 });
  });

  it('gives the same bits when made again', async () => {
    const batch = randomBatch({ samples: 5, classes: 3 }, cases);
    expect(await evaluate(name, options, batch)).toEqual(await evaluate(name, options, batch));
  });

  it('gives one float and leaves no other tensor behind', () => {
    const batch = randomBatch({ samples: 4, classes: 3 }, cases);
    const loss = createLoss(name, { counts, ...(typeof options === 'function' ? options(counts) : options) });
    const output = Object.fromEntries(
      Object.entries({ logits: batch.logits, ...batch.inputs }).map(([input, matrix]) => [
        input,
        tf.tensor2d(matrix as number[][]),
      ]),
    ) as { logits: tf.Tensor2D };
    const labels = tf.tensor1d([...batch.labels], 'int32');
    const before = tf.memory().numTensors;
    const value = loss(output, labels);
    expect([value.shape, value.dtype]).toEqual([[], 'float32']);
    expect(tf.memory().numTensors).toBe(before + 1);
    tf.dispose([value, output, labels]);
  });

  it('refuses labels, shapes and counts that do not fit', async () => {
    const usual = randomBatch({ samples: 4, classes: 3 }, cases);
    const call = (changes: Partial<Batch>) => evaluate(name, options, { ...usual, counts, ...changes });
    await expect(call({ labels: [0, 1, 2, 3] })).rejects.toThrow(
      new InputError('Label 3 of sample 3 is outside 0 … 2: check that data set and model have the same classes.'),
    );
    await expect(call({ labels: [0, -1, 2, 2] })).rejects.toThrow('Label -1 of sample 1');
    await expect(call({ labels: [0, 1] })).rejects.toThrow('give 4 int32 labels');
    await expect(call({ counts: [100, 1] })).rejects.toThrow('There are 2 class counts for logits of 3 classes');
    await expect(call({ counts: [100, 0, 1] })).rejects.toThrow('The count of class 1 is 0');
    await expect(call({ counts: [100, -1, 1] })).rejects.toThrow('The count of class 1 is -1');
    await expect(call({ counts: [100, Number.NaN, 1] })).rejects.toThrow(InputError);
    for (const input of Object.keys(inputs)) {
      const { [input]: _, ...others } = usual.inputs;
      await expect(call({ inputs: others }), `without ${input}`).rejects.toThrow(InputError);
    }
  });
});
