import * as tf from '@tensorflow/tfjs-core';
import type { Normalisation } from '../data/index.js';
import { softmaxCrossEntropy } from '../losses/index.js';
import type { Model } from '../models/index.js';
import { randomStream } from '../random/index.js';
import type { DeviceBatch } from './batch.js';
import { registerInferenceGradient } from './inference-gradient.js';

export interface TranslationContext {
  /** f, the model in training; its logit of the class that is left is lowered. */
  model: Model;
  /** g, which says what an image has become. */
  classifier: Model;
  /** Training samples of each class. */
  counts: readonly number[];
  normalisation: Normalisation;
  seed: number;
  iteration: number;
}

/** The options of M2m, see there. */
export interface TranslationOptions {
  beta: number;
  lambda: number;
  gamma: number;
  steps: number;
  stepSize: number;
  noise: number;
}

const logitOf = (logits: tf.Tensor2D, labels: tf.Tensor1D) =>
  tf.sum(tf.mul(logits, tf.oneHot(labels, logits.shape[1])), 1);

/** Every image of a batch divided by its Euclidean length. */
function unitLength(images: tf.Tensor4D): tf.Tensor4D {
  const squared = tf.sum(tf.square(images), [1, 2, 3], true);
  return tf.mul(images, tf.rsqrt(tf.maximum(squared, 1e-20)));
}

/**
 * For each label of a batch the row of an image to translate to it, drawn in proportion to 1 − β^max(0, n_y − n_k), and
 * whether it may take the label's place: with that probability, and with 1 − n_k / n_max.
 */
function chooseSources(labels: tf.Tensor1D, { counts, seed, iteration }: TranslationContext, beta: number) {
  const batchSize = labels.shape[0];
  const stream = randomStream(seed, 'm2m choice', iteration);
  const draw = () => tf.tensor1d(Float32Array.from({ length: batchSize }, () => stream.uniform()));
  const [replaced, place, accepted] = [draw(), draw(), draw()];
  const sizes: tf.Tensor1D = tf.gather(tf.tensor1d([...counts]), labels);
  const surplus = tf.relu(tf.sub(tf.expandDims(sizes, 0), tf.expandDims(sizes, 1)));
  const probabilities: tf.Tensor2D = tf.sub(1, tf.pow(beta, surplus));

  const cumulative = tf.cumsum<tf.Tensor2D>(probabilities, 1);
  const totals = tf.slice(cumulative, [0, batchSize - 1], [batchSize, 1]);
  const passed = tf.lessEqual(cumulative, tf.mul(totals, tf.expandDims(place, 1)));
  const rows: tf.Tensor1D = tf.minimum(
    tf.sum<tf.Tensor1D>(tf.cast(passed, 'int32'), 1),
    tf.scalar(batchSize - 1, 'int32'),
  );

  // A one-hot row needs two columns at least, and a batch may be a single image.
  const chosen = tf.equal(tf.expandDims(rows, 1), tf.range(0, batchSize, 1, 'int32'));
  const probability = tf.sum(tf.mul(probabilities, chosen), 1);
  const isRare = tf.less(replaced, tf.sub(1, tf.div(sizes, Math.max(...counts))));
  return { rows, allowed: tf.logicalAnd(isRare, tf.less(accepted, probability)) };
}

/**
 * The images of a batch, those of rare classes replaced by translated images of common ones where the classifier takes
 * them for the rare class: the labels hold for all of them. The result is the caller's to free; nothing else is left.
 */
export function translate(
  { images, labels }: DeviceBatch,
  context: TranslationContext,
  { beta, lambda, gamma, steps, stepSize, noise }: TranslationOptions,
): tf.Tensor4D {
  registerInferenceGradient();
  const { model, classifier, normalisation, seed, iteration } = context;
  return tf.tidy(() => {
    const [mean, deviation] = [normalisation.mean, normalisation.standardDeviation].map((each) =>
      tf.tensor1d([...each]),
    );
    const normalise = (pixels: tf.Tensor4D): tf.Tensor4D => tf.div(tf.sub(pixels, mean!), deviation!);
    const probed = (of: Model, pixels: tf.Tensor4D) => of.logits(of.features(normalise(pixels), 'inference'));
    const { rows, allowed } = chooseSources(labels, context, beta);
    const sourceLabels = tf.gather(labels, rows);

    const objective = (pixels: tf.Tensor): tf.Scalar => {
      const towards = softmaxCrossEntropy(probed(classifier, pixels as tf.Tensor4D), labels);
      const away = logitOf(probed(model, pixels as tf.Tensor4D), sourceLabels);
      return tf.sum(tf.add(towards, tf.mul(lambda, away)));
    };
    const stream = randomStream(seed, 'm2m noise', iteration);
    const displacement = Float32Array.from({ length: images.size }, () => stream.uniform() - 0.5);
    const start = tf.add(tf.mul(tf.gather(images, rows), deviation!), mean!);
    let pixels: tf.Tensor4D = tf.clipByValue(
      tf.add<tf.Tensor4D>(start, tf.mul(noise, unitLength(tf.tensor4d(displacement, images.shape)))),
      0,
      1,
    );
    for (let step = 0; step < steps; step++) {
      const previous = pixels;
      pixels = tf.tidy(() => {
        const gradient = tf.grad(objective)(previous) as tf.Tensor4D;
        return tf.clipByValue(tf.sub<tf.Tensor4D>(previous, tf.mul(stepSize, unitLength(gradient))), 0, 1);
      });
      previous.dispose();
    }

    const probability = logitOf(tf.softmax(probed(classifier, pixels)), labels);
    const convincing = tf.logicalAnd(allowed, tf.greaterEqual(probability, gamma));
    return tf.where(tf.reshape(convincing, [-1, 1, 1, 1]), normalise(pixels), images);
  });
}
