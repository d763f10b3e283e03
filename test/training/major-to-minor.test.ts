import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { batchNormInference, engineMemory, startEngine } from '../../lib/engine/index.js';
import { cifarResNet } from '../../lib/models/index.js';
import { registerInferenceGradient } from '../../lib/training/inference-gradient.js';
import { type TranslationContext, translate } from '../../lib/training/major-to-minor.js';
import { numbers } from '../engine/reference.js';
import { hostEngines } from '../host-engines.js';

const counts = [5000, 5000, 1];
const normalisation = { mean: [0.4, 0.5, 0.6], standardDeviation: [0.2, 0.25, 0.3] };
const options = { beta: 0.999, lambda: 0.5, gamma: 0, steps: 10, stepSize: 0.1, noise: 0.5 };

describe.each(hostEngines)('on %s', (engine) => {
  let context: TranslationContext;
  beforeAll(async () => {
    await startEngine({ engine });
    const [model, classifier] = [1, 2].map((seed) => cifarResNet({ depth: 8, classCount: 3, seed }));
    context = { model: model!, classifier: classifier!, counts, normalisation, seed: 0, iteration: 0 };
  });

  /** Eight images of pixels about one half, of which the last two are of the rare class. */
  const batch = () => {
    const pixels = tf.add(0.5, tf.mul(0.1, tf.tensor4d(numbers(8 * 6 * 6 * 3, 1), [8, 6, 6, 3])));
    const images: tf.Tensor4D = tf.div(tf.sub(pixels, normalisation.mean), normalisation.standardDeviation);
    return { images, labels: tf.tensor1d([0, 1, 0, 1, 0, 1, 2, 2], 'int32') };
  };
  const rowsOf = async (images: tf.Tensor4D) => (await tf.reshape(images, [8, -1]).array()) as number[][];
  const probabilities = async (images: tf.Tensor4D) => {
    const { classifier } = context;
    const logits = tf.tidy(() => tf.softmax(classifier.logits(classifier.features(images, 'inference'))));
    return (await logits.array()) as number[][];
  };

  test('images of rare classes become images that the classifier takes for them, and no other changes', async () => {
    const { images, labels } = batch();
    const translated = translate({ images, labels }, context, options);
    const [before, after] = [await rowsOf(images), await rowsOf(translated)];
    expect(after.slice(0, 6)).toEqual(before.slice(0, 6));
    const sources = await probabilities(images);
    const results = await probabilities(translated);
    for (const row of [6, 7]) {
      expect(after[row]).not.toEqual(before[row]);
      expect(results[row]![2]!).toBeGreaterThan(Math.max(...sources.slice(0, 6).map((source) => source[2]!)));
    }
    const pixels = await tf.add(tf.mul(translated, normalisation.standardDeviation), normalisation.mean).data();
    expect(Math.min(...pixels)).toBeGreaterThan(-1e-6);
    expect(Math.max(...pixels)).toBeLessThan(1 + 1e-6);
  });

  test('ten steps of 0.1 from noise of 0.5 go no farther than 1.5 from an image of a common class', async () => {
    const { images, labels } = batch();
    const pixelsOf = (of: tf.Tensor4D) =>
      rowsOf(tf.add(tf.mul(of, normalisation.standardDeviation), normalisation.mean) as tf.Tensor4D);
    const before = await pixelsOf(images);
    const after = await pixelsOf(translate({ images, labels }, context, options));
    for (const row of [6, 7]) {
      const distances = before.slice(0, 6).map((source) => Math.hypot(...source.map((p, i) => p - after[row]![i]!)));
      expect(Math.min(...distances)).toBeLessThan(1.5 + 1e-4);
    }
  });

  test.each([
    ['the classifier is not convinced', { ...options, gamma: 1 }, counts],
    ['all classes are equally large', options, [10, 10, 10]],
  ])('images stay where %s', async (_, changed, equalCounts) => {
    const { images, labels } = batch();
    const translated = translate({ images, labels }, { ...context, counts: equalCounts }, changed);
    expect(await rowsOf(translated)).toEqual(await rowsOf(images));
  });

  test('a batch of one image, which has no other to come from, stays as it is', async () => {
    const { images } = batch();
    const single = tf.slice(images, [7, 0, 0, 0], [1, 6, 6, 3]);
    const translated = translate({ images: single, labels: tf.tensor1d([2], 'int32') }, context, options);
    expect(await translated.data()).toEqual(await single.data());
  });

  test('the same step draws the same images, another one others, and nothing is left behind', async () => {
    const { images, labels } = batch();
    const first = await rowsOf(translate({ images, labels }, context, options));
    const { tensors } = engineMemory();
    const again = translate({ images, labels }, context, options);
    const other = translate({ images, labels }, { ...context, iteration: 1 }, options);
    expect(engineMemory().tensors).toBe(tensors + 2);
    expect(await rowsOf(again)).toEqual(first);
    expect(await rowsOf(other)).not.toEqual(first);
  });

  test.each([false, true])(
    'batch normalisation in inference has the gradients of its formula (ReLU %s)',
    async (relu) => {
      registerInferenceGradient();
      const inputs = [0, 1].map((i) => tf.tensor4d(numbers(3 * 2 * 2 * 4, i), [3, 2, 2, 4]));
      const channels = [2, 3, 4].map((i) => tf.tensor1d(numbers(4, i)));
      const variance = tf.tensor1d([0.5, 1, 2, 3]);
      const weights = tf.tensor4d(numbers(3 * 2 * 2 * 4, 9), [3, 2, 2, 4]);
      type Inputs = [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.Tensor4D];
      const fused = (...[x, scale, offset, residual]: Inputs) =>
        batchNormInference(x, scale, offset, channels[2]!, variance, { relu, residual });
      const formula = (...[x, scale, offset, residual]: Inputs) => {
        const normalised = tf.div(tf.sub(x, channels[2]!), tf.sqrt(tf.add(variance, 1e-5)));
        const sum = tf.add(tf.add(tf.mul(normalised, scale), offset), residual);
        return relu ? tf.relu(sum) : sum;
      };
      const gradients = (f: (...of: Inputs) => tf.Tensor) =>
        tf.grads((...of: tf.Tensor[]) => tf.sum(tf.mul(f(...(of as Inputs)), weights)))([
          inputs[0]!,
          channels[0]!,
          channels[1]!,
          inputs[1]!,
        ]);
      const [actual, expected] = [gradients(fused), gradients(formula)];
      for (const [i, gradient] of actual.entries())
        expect(await gradient.data()).toBeAllclose(await expected[i]!.data(), { relative: 1e-4, absolute: 1e-5 });
    },
  );
});
