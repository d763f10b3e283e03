import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { createLoss, type LossOutput, uniformTargets } from '../../lib/losses/index.js';
import { randomStream } from '../../lib/random/index.js';
import { everyEngine } from '../host-engines.js';
import { averaged, isOf, meanOfAnchors, pull, type Sample, supervised } from './contrastive-reference.js';
import { mean, type Row, sum } from './reference.js';

const counts = [300, 20, 1];
const stream = randomStream(3, 'contrastive losses');

function unitRow(): number[] {
  const row = Array.from({ length: 4 }, () => stream.normal());
  return row.map((value) => value / Math.hypot(...row));
}

const sample = (label: number, image?: number): Sample => ({ embedding: unitRow(), label, image });

/** Three images, one of a class of its own, in two views. */
const labels = [0, 1, 0];
const firstViews = labels.map(sample);
const secondViews = labels.map(sample);
/** Of other images, and a place that is empty. */
const memory = [sample(0), sample(1), sample(2), sample(1)];
const emptyPlace = sample(-1);

const matrix = (samples: readonly Sample[]) => tf.tensor2d(samples.map(({ embedding }) => [...embedding]));
const labelsOf = (samples: readonly Sample[]) => tf.tensor1d(samples.map(({ label }) => label));
const queueOf = (samples: readonly Sample[]) => ({
  features: matrix(samples),
  labels: labelsOf(samples),
  images: tf.tensor1d(
    samples.map(({ image = -1 }) => image),
    'int32',
  ),
});

interface Given {
  options?: Record<string, unknown>;
  labels?: readonly number[];
  output: () => Omit<LossOutput, 'logits'>;
}

/** Value of a loss of three classes, and its gradient by the features. */
async function evaluate(name: string, { options = {}, labels: given = labels, output }: Given) {
  const loss = createLoss(name, { counts, ...options });
  const { value, grad } = tf.tidy(() => {
    const { features, ...others } = output();
    const logits = tf.tensor2d(given.map((_, i) => [i, 1, -i]));
    const y = tf.tensor1d([...given], 'int32');
    return tf.valueAndGrad((x) => loss({ logits, features: x as tf.Tensor2D, ...others }, y))(features!);
  });
  const result = { value: (await value.data())[0]!, gradient: Array.from(await grad.data()) };
  tf.dispose([value, grad]);
  return result;
}

const lossOf = async (...args: Parameters<typeof evaluate>) => (await evaluate(...args)).value;

describe.each(everyEngine)('on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  describe('several views of each image, one below the other,', () => {
    const output = () => ({ features: matrix([...firstViews, ...secondViews]) });
    const samples = [...firstViews, ...secondViews];

    it('are all anchors and contrasts of supervised contrast', async () => {
      const value = await lossOf('supervised-contrastive', { output });
      expect(value).toBeAllclose(supervised(samples, 0.1), { relative: 1e-5 });
    });

    it.each([0, 1, 2, 6])('are positives of each other, besides k = %d of the class', async (k) => {
      const expected = meanOfAnchors(samples, samples, 0.07, (comparison) => {
        const { anchor, others, similarity } = comparison;
        const place = samples.indexOf(anchor);
        const following = [...samples.slice(place + 1), ...samples.slice(0, place)];
        const ownView = others.filter(({ image }) => image === anchor.image);
        const ofClass = following.filter(({ label, image }) => label === anchor.label && image !== anchor.image);
        const positives = [...ownView, ...ofClass.slice(0, k)];
        return averaged(pull(positives, comparison, sum(others.map(similarity))), positives.length);
      });
      const value = await lossOf('k-positive-contrastive', { options: { k }, output });
      expect(value).toBeAllclose(expected, { relative: 1e-5 });
    });

    it('are contrasts of PaCo, whose anchors are the first views', async () => {
      const options = { alpha: 0.5, temperature: 0.2 };
      const logits = labels.map((_, i) => [i, 1, -i].map((logit, k) => logit + Math.log(counts[k]! / sum(counts))));
      const expected = meanOfAnchors(firstViews, [...samples, ...memory], 0.2, ({ anchor, others, exponent }) => {
        const centres = logits[anchor.image!]!;
        const denominator = Math.log(sum([...centres, ...others.map(exponent)].map(Math.exp)));
        const positives = others.filter(isOf(anchor.label));
        return (
          denominator - centres[anchor.label]! + 0.5 * sum(positives.map((other) => denominator - exponent(other)))
        );
      });
      const value = await lossOf('parametric-contrastive', {
        options,
        output: () => ({ ...output(), queue: queueOf([...memory, emptyPlace]) }),
      });
      expect(value).toBeAllclose(expected, { relative: 1e-5 });
    });

    it('must be whole numbers of views', async () => {
      const odd = () => ({ features: matrix(samples.slice(0, 4)) });
      await expect(evaluate('supervised-contrastive', { output: odd })).rejects.toThrow(InputError);
    });
  });

  describe('a queue', () => {
    const keys = [...secondViews, ...memory];
    const output = (places: readonly Sample[]) => () => ({ features: matrix(firstViews), queue: queueOf(places) });

    it('holds the contrasts, its empty places aside, with the key of the own image a positive', async () => {
      const expected = meanOfAnchors(firstViews, keys, 0.07, (comparison) => {
        const { anchor, others, similarity } = comparison;
        return pull(
          others.filter(({ image }) => image === anchor.image),
          comparison,
          sum(others.map(similarity)),
        );
      });
      const value = await lossOf('k-positive-contrastive', {
        options: { k: 0 },
        output: output([...keys, emptyPlace]),
      });
      expect(value).toBeAllclose(expected, { relative: 1e-5 });
    });

    const likelihood = (temperature: number, { withOwn = true } = {}) =>
      meanOfAnchors(firstViews, keys, temperature, ({ anchor, others, similarity }) => {
        const seen = others.filter(({ image }) => withOwn || image !== anchor.image);
        const joint = (label: number) =>
          (counts[label]! / sum(counts)) * mean(seen.filter(isOf(label)).map(similarity));
        return Math.log(joint(0) + joint(1) + joint(2)) - Math.log(joint(anchor.label));
      });

    it('holds the components of the mixtures of GML', async () => {
      const value = await lossOf('gaussian-mixture-likelihood', { output: output([...keys, emptyPlace]) });
      expect(value).toBeAllclose(likelihood(0.1), { relative: 1e-5 });
    });

    it('teaches GML its temperature without the keys of the own images, and apart from the embeddings', async () => {
      const temperature = 0.3;
      const withoutOwn = (t: number) => likelihood(t, { withOwn: false });
      const loss = createLoss('gaussian-mixture-likelihood', { counts });
      const { value, grads } = tf.tidy(() => {
        const logits = tf.zeros<tf.Rank.R2>([3, 3]);
        const y = tf.tensor1d(labels, 'int32');
        return tf.valueAndGrads((features, t) =>
          loss({ logits, features: features as tf.Tensor2D, queue: queueOf(keys), temperature: t as tf.Scalar }, y),
        )([matrix(firstViews), tf.scalar(temperature)]);
      });
      const [byFeatures, byTemperature] = await Promise.all(
        grads.map(async (gradient) => Array.from(await gradient.data())),
      );
      expect((await value.data())[0]).toBeAllclose(likelihood(temperature) + withoutOwn(temperature), {
        relative: 1e-5,
      });
      const difference = (withoutOwn(temperature + 1e-5) - withoutOwn(temperature - 1e-5)) / 2e-5;
      expect(byTemperature![0]).toBeAllclose(difference, { relative: 1e-3 });
      const fixed = await evaluate('gaussian-mixture-likelihood', { options: { temperature }, output: output(keys) });
      expect(byFeatures!).toBeAllclose(fixed.gradient, { relative: 1e-4, absolute: 1e-6 });
      tf.dispose([value, grads]);
    });
  });

  describe.each([
    ['supervised-contrastive', {}],
    ['k-positive-contrastive', { k: 1 }],
    ['targeted-supervised-contrastive', {}],
    ['balanced-contrastive', {}],
    ['prototypical-supervised-contrastive', {}],
    ['gaussian-mixture-likelihood', {}],
    ['parametric-contrastive', {}],
    ['hybrid-supervised-contrastive', {}],
    ['hybrid-supervised-contrastive', { contrasts: 'prototypes' }],
  ])('%s with %o is finite, with a finite gradient,', (name, options) => {
    const same = unitRow();
    const opposite = same.map((value) => -value);
    const rows = (...embeddings: Row[]) => tf.tensor2d(embeddings.map((row) => [...row]));
    const prototypes = () => rows(same, opposite, same);
    it.each<[string, Row[], number[]]>([
      ['where all embeddings are one', [same, same, same], [0, 0, 1]],
      ['where those of a class are opposite', [same, opposite, same], [0, 0, 1]],
      ['where embeddings are zero', [[0, 0, 0, 0], same, [0, 0, 0, 0]], [0, 0, 1]],
      ['without any positive pair', [unitRow(), unitRow(), unitRow()], [0, 1, 2]],
      ['for one image', [same], [2]],
    ])('%s, at any temperature', async (_, embeddings, given) => {
      for (const temperature of [1e-4, 1e4]) {
        const { value, gradient } = await evaluate(name, {
          options: { ...options, temperature },
          labels: given,
          output: () => ({ features: rows(...embeddings), prototypes: prototypes() }),
        });
        expect(value, `τ = ${temperature}`).toSatisfy(Number.isFinite);
        expect(gradient.every(Number.isFinite), `τ = ${temperature}`).toBe(true);
      }
    });
  });

  test('hybrid contrast turns into cross-entropy in the course of the training', async () => {
    const output = () => ({ features: matrix(firstViews) });
    const contrast = await lossOf('supervised-contrastive', { output });
    const crossEntropy = await lossOf('hybrid-supervised-contrastive', {
      output: () => ({ ...output(), progress: 1 }),
    });
    for (const [progress, alpha] of [
      [0, 1],
      [0.5, 0.75],
      [0.9, 0.19],
    ] as const) {
      const value = await lossOf('hybrid-supervised-contrastive', { output: () => ({ ...output(), progress }) });
      expect(value).toBeAllclose(alpha * contrast + (1 - alpha) * crossEntropy, { relative: 1e-5 });
    }
  });

  test('several peers of an expert all learn from each other, and equal ones nothing', async () => {
    const logits = (shift: number) => tf.tensor2d(labels.map((_, i) => [i, shift, -i * shift]));
    const loss = createLoss('nested-collaborative', { counts, lambda: 1 });
    const divergence = async (...experts: number[]) => {
      const value = tf.tidy(() => {
        const [first, ...peers] = experts.map(logits) as [tf.Tensor2D, ...tf.Tensor2D[]];
        return loss({ logits: first, peers }, tf.tensor1d(labels, 'int32'));
      });
      const [number] = await value.data();
      value.dispose();
      return number!;
    };
    expect(await divergence(1, 1)).toBeAllclose(0, { absolute: 1e-6 });
    const all = await divergence(1, 2, 3);
    expect(all).toBeGreaterThan(0);
    // With all categories hard, both perspectives are the same and no expert's choice counts.
    const every = createLoss('nested-collaborative', { counts, lambda: 1, hardShare: 1 });
    const pair = (a: number, b: number) =>
      tf.tidy(() => every({ logits: logits(a), peers: logits(b) }, tf.tensor1d(labels, 'int32')));
    const pairs = [pair(1, 2), pair(1, 3), pair(2, 3)];
    const three = tf.tidy(() =>
      every({ logits: logits(1), peers: [logits(2), logits(3)] }, tf.tensor1d(labels, 'int32')),
    );
    const numbers = await Promise.all([three, ...pairs].map(async (value) => (await value.data())[0]!));
    expect(numbers[0]).toBeAllclose(sum(numbers.slice(1)) / 2, { relative: 1e-4 });
    tf.dispose([three, pairs]);
  });

  test.each([
    [2, 2],
    [5, 4],
    [7, 16],
  ])('%d targets of %d entries are the corners of a regular simplex', async (classCount, size) => {
    const targets = uniformTargets({ classCount, size });
    const products = tf.matMul(targets, targets, false, true);
    const expected = Array.from({ length: classCount ** 2 }, (_, i) =>
      i % (classCount + 1) === 0 ? 1 : -1 / (classCount - 1),
    );
    expect(await products.data()).toBeAllclose(expected, { absolute: 1e-6 });
    tf.dispose([targets, products]);
  });

  test('more targets than corners spread out: eight in three dimensions lie over a radian apart', async () => {
    const before = tf.memory().numTensors;
    const targets = uniformTargets({ classCount: 8, size: 3 });
    const products = (await tf.tidy(() => tf.matMul(targets, targets, false, true)).array()) as number[][];
    for (const [i, row] of products.entries()) {
      expect(row[i]).toBeAllclose(1, { absolute: 1e-5 });
      for (const [j, product] of row.entries()) if (j !== i) expect(product).toBeLessThan(Math.cos(1.1));
    }
    targets.dispose();
    expect(tf.memory().numTensors).toBe(before + 1);
  });
});
