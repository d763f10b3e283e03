import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { readJson } from '../../lib/files.js';
import {
  balancedSoftmax,
  classBalancedLoss,
  createLoss,
  crossEntropy,
  effectiveNumberWeights,
  focalLoss,
  logitAdjustedLoss,
  losses,
} from '../../lib/losses/index.js';
import { projectPath } from '../../lib/project.js';
import { randomStream } from '../../lib/random/index.js';
import { everyEngine } from '../host-engines.js';
import {
  crossEntropyReference,
  finiteDifferences,
  focalReference,
  logitAdjustedReference,
  type ReferenceLoss,
  sigmoidFocalReference,
  weightedMeanReference,
} from './reference.js';

type AnyLoss = (logits: tf.Tensor2D, labels: tf.Tensor1D, classCounts: number[]) => tf.Scalar;

interface GoldenEntry {
  loss: string;
  parameters: { tau?: number; beta?: number; gamma?: number };
  value: number;
  gradient: number[][];
}

interface Golden {
  logits: number[][];
  labels: number[];
  classCounts: number[];
  entries: GoldenEntry[];
}

/** The losses under the names of the golden file. */
const goldenLosses: Record<string, (parameters: GoldenEntry['parameters']) => AnyLoss> = {
  cross_entropy: () => crossEntropy,
  balanced_softmax: () => (logits, labels, classCounts) => balancedSoftmax(logits, labels, { classCounts }),
  bayias_ce: () => (logits, labels, classCounts) => balancedSoftmax(logits, labels, { classCounts }),
  logit_adjusted_loss:
    ({ tau }) =>
    (logits, labels, classCounts) =>
      logitAdjustedLoss(logits, labels, { classCounts, tau }),
  cb_ce_batch_mean:
    ({ beta }) =>
    (logits, labels, classCounts) =>
      classBalancedLoss(logits, labels, { classCounts, beta }),
  cb_ce_torch_weighted_mean:
    ({ beta }) =>
    (logits, labels, classCounts) =>
      classBalancedLoss(logits, labels, { classCounts, beta, reduction: 'weighted-mean' }),
  cb_ce_unnormalised:
    ({ beta }) =>
    (logits, labels, classCounts) =>
      classBalancedLoss(logits, labels, { classCounts, beta, normalisation: 'none' }),
  focal_softmax:
    ({ gamma }) =>
    (logits, labels) =>
      focalLoss(logits, labels, { gamma }),
  focal_softmax_LDAMcode_weighted:
    ({ gamma, beta }) =>
    (logits, labels, classCounts) =>
      focalLoss(logits, labels, {
        gamma,
        classWeights: effectiveNumberWeights(classCounts, { beta }),
        weighting: 'inside',
      }),
  cb_focal_softmax_weight_outside:
    ({ gamma, beta }) =>
    (logits, labels, classCounts) =>
      classBalancedLoss(logits, labels, { classCounts, beta, base: 'focal', gamma }),
  cb_focal_sigmoid:
    ({ gamma, beta }) =>
    (logits, labels, classCounts) =>
      classBalancedLoss(logits, labels, { classCounts, beta, base: 'sigmoid-focal', gamma }),
};

/** One row for each loss, and for each option that changes its formula; a new loss adds a row. */
const rows: { name: string; options?: object; reference: ReferenceLoss }[] = [
  { name: 'cross-entropy', reference: crossEntropyReference },
  { name: 'balanced-softmax', reference: logitAdjustedReference(1) },
  { name: 'logit-adjusted-loss', reference: logitAdjustedReference(1) },
  { name: 'logit-adjusted-loss', options: { tau: 2.6 }, reference: logitAdjustedReference(2.6) },
  { name: 'focal-loss', reference: focalReference(1) },
  { name: 'focal-loss', options: { gamma: 0.5 }, reference: focalReference(0.5) },
  { name: 'focal-loss', options: { gamma: 0 }, reference: crossEntropyReference },
  {
    name: 'focal-loss',
    options: { classWeights: 'effective-number', weighting: 'inside' },
    reference: focalReference(1, { weighting: 'inside' }),
  },
  { name: 'class-balanced-loss', options: { beta: 0 }, reference: crossEntropyReference },
  {
    name: 'class-balanced-loss',
    options: { reduction: 'weighted-mean' },
    reference: weightedMeanReference(0.9999),
  },
  {
    name: 'class-balanced-loss',
    options: { base: 'focal', gamma: 2 },
    reference: focalReference(2, { weighting: 'outside' }),
  },
  {
    name: 'class-balanced-loss',
    options: { base: 'sigmoid-focal', gamma: 0.5 },
    reference: sigmoidFocalReference(0.5),
  },
];

interface Batch {
  logits: number[][];
  labels: number[];
  classCounts: number[];
}

function randomBatch(sampleCount: number, classCount: number, scale = 3): Batch {
  const stream = randomStream(7, 'loss', sampleCount, classCount);
  return {
    logits: Array.from({ length: sampleCount }, () =>
      Array.from({ length: classCount }, () => scale * stream.normal()),
    ),
    labels: Array.from({ length: sampleCount }, () => stream.integer(classCount)),
    classCounts: Array.from({ length: classCount }, (_, k) => Math.max(1, Math.round(500 * 0.97 ** k))),
  };
}

async function evaluate(loss: AnyLoss, { logits, labels, classCounts }: Batch) {
  const y = tf.tensor1d(labels, 'int32');
  const { value, grad } = tf.valueAndGrad((z: tf.Tensor) => loss(z as tf.Tensor2D, y, classCounts))(
    tf.tensor2d(logits),
  );
  const result = { value: (await value.data())[0]!, gradient: await grad.data() };
  tf.dispose([y, value, grad]);
  return result;
}

const golden = readJson<Golden>(projectPath('test', 'losses', 'golden', 'losses.json'));

// Two engines must agree with the same numbers before a number is believed.
describe.each(everyEngine)('on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  describe.each(golden.entries)('$loss with $parameters', ({ loss, parameters, value, gradient }) => {
    it('has the golden value and gradient', async () => {
      const result = await evaluate(goldenLosses[loss]!(parameters), golden);
      expect(result.value).toBeAllclose(value, { relative: 1e-5 });
      expect(result.gradient).toBeAllclose(gradient, { relative: 1e-4, absolute: 2e-7 });
    });
  });

  const classCounts = golden.classCounts;
  it.each<[string, AnyLoss]>([
    ['cross-entropy', crossEntropy],
    ['balanced-softmax', (logits, labels) => balancedSoftmax(logits, labels, { classCounts })],
    ['logit-adjusted-loss', (logits, labels) => logitAdjustedLoss(logits, labels, { classCounts })],
    ['focal-loss', (logits, labels) => focalLoss(logits, labels)],
    ['class-balanced-loss', (logits, labels) => classBalancedLoss(logits, labels, { classCounts })],
  ])('%s has the same defaults as a function and in a run configuration', async (name, loss) => {
    expect(await evaluate(loss, golden)).toEqual(await evaluate(createLoss(name, {}, { classCounts }), golden));
  });

  it('has a row of standard cases for every loss of the registry', () => {
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(Object.keys(losses)));
  });

  describe.each(rows)('$name with $options', ({ name, options, reference }) => {
    const loss: AnyLoss = (logits, labels, classCounts) => createLoss(name, options, { classCounts })(logits, labels);

    it.each([
      ['a usual batch', randomBatch(6, 5)],
      ['a batch of one', randomBatch(1, 4)],
      ['well-fitted and badly fitted samples', randomBatch(4, 3, 12)],
      ['a class with a single training sample', { ...randomBatch(5, 3), classCounts: [400, 20, 1] }],
    ])('agrees with the float64 reference and its finite differences on %s', async (_, batch) => {
      const { logits, labels, classCounts } = batch;
      const result = await evaluate(loss, batch);
      expect(result.value).toBeAllclose(reference(logits, labels, classCounts), { relative: 1e-5, absolute: 1e-6 });
      const differences = finiteDifferences(reference, logits, labels, classCounts);
      expect(result.gradient).toBeAllclose(differences, { relative: 1e-3, absolute: 1e-6 });
    });

    it('does not depend on the order of the classes', async () => {
      const batch = randomBatch(8, 6);
      const order = [3, 0, 5, 1, 4, 2];
      const permuted = {
        logits: batch.logits.map((row) => order.map((k) => row[k]!)),
        labels: batch.labels.map((label) => order.indexOf(label)),
        classCounts: order.map((k) => batch.classCounts[k]!),
      };
      const [before, after] = [await evaluate(loss, batch), await evaluate(loss, permuted)];
      expect(after.value).toBeAllclose(before.value, { relative: 1e-5 });
      const restored = batch.logits.flatMap((_, i) => order.map((_, k) => after.gradient[i * 6 + order.indexOf(k)]!));
      expect(restored).toBeAllclose(before.gradient, { relative: 1e-4, absolute: 1e-7 });
    });

    it('stays finite for logits of ±10,000, with the float64 value', async () => {
      const batch = {
        logits: [
          [1e4, -1e4, 0],
          [1e4, -1e4, 0],
          [-1e4, -1e4, -1e4],
          [1e4, 1e4, 1e4],
        ],
        labels: [0, 1, 2, 2],
        classCounts: [100, 10, 1],
      };
      const result = await evaluate(loss, batch);
      expect(result.value).toBeAllclose(reference(batch.logits, batch.labels, batch.classCounts), { relative: 1e-5 });
      expect([...result.gradient].every(Number.isFinite)).toBe(true);
    });

    it('works with 1,000 classes', async () => {
      const batch = randomBatch(4, 1000);
      const { logits, labels, classCounts } = batch;
      const result = await evaluate(loss, batch);
      expect(result.value).toBeAllclose(reference(logits, labels, classCounts), { relative: 1e-5 });
      expect([...result.gradient].every(Number.isFinite)).toBe(true);
    });

    it('leaves no tensor behind', async () => {
      await evaluate(loss, golden);
      const before = tf.memory().numTensors;
      const [z, y] = [tf.tensor2d(golden.logits), tf.tensor1d(golden.labels, 'int32')];
      tf.dispose(loss(z, y, golden.classCounts));
      tf.dispose([z, y]);
      expect(tf.memory().numTensors).toBe(before);
    });

    it('refuses labels and shapes that do not fit', () => {
      const call = (labels: tf.Tensor1D, classCounts = golden.classCounts) =>
        tf.tidy(() => loss(tf.tensor2d(golden.logits), labels, classCounts));
      expect(() => call(tf.tensor1d([0, 1, 2, 3], 'int32'))).toThrow(
        new InputError('Label 3 of sample 3 is outside 0 … 2: check that data set and model have the same classes.'),
      );
      expect(() => call(tf.tensor1d([0, -1, 2, 2], 'int32'))).toThrow('Label -1 of sample 1');
      expect(() => call(tf.tensor1d([0, 1], 'int32'))).toThrow('give 4 int32 labels');
      expect(() => call(tf.tensor1d([0, 1, 2, 2], 'float32'))).toThrow('Labels are float32');
      expect(() => call(tf.tensor1d([0, 1, 2, 2], 'int32'), [100, 0, 1])).toThrow('The count of class 1 is 0');
      expect(() => call(tf.tensor1d([0, 1, 2, 2], 'int32'), [100, Number.NaN, 1])).toThrow(InputError);
    });
  });
});
