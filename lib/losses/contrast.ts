import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { keepOnly, logSumExp } from './log-sum-exp.js';
import type { LabelledFeatures, LossOutput } from './loss.js';
import { equals, ones } from './masks.js';
import { oneHot } from './one-hot.js';

/** The schema of τ, by which similarities are divided. */
export function temperatureOption(byDefault: number) {
  return z.number().positive().default(byDefault).describe('τ, the temperature that divides the similarities');
}

/**
 * The embeddings of an output, [v·n, d]: row u·n + i is view u of image i, for labels [n].
 *
 * @throws InputError when there are none, or no whole number of views.
 */
export function embeddingsOf({ logits, features }: LossOutput): tf.Tensor2D {
  const imageCount = logits.shape[0];
  if (features?.rank !== 2 || !features.shape[0] || features.shape[0] % imageCount !== 0) {
    throw new InputError(
      `Features have shape [${features?.shape ?? ''}]: this loss needs the embeddings of one or more views of ${imageCount} images, one below the other.`,
    );
  }
  return features;
}

/** What anchors are compared with. */
export type ContrastGroup = 'batch' | 'prototypes' | 'queue';

export interface ContrastOptions {
  /** τ. Default 1. */
  temperature?: number;
  /** The contrasts, in this order. Default the queue, or the batch where there is none. */
  among?: readonly ContrastGroup[];
  /** Which embeddings of the batch are anchors. Default `all-views`. */
  anchors?: 'all-views' | 'first-view';
}

/** The anchors of a batch against their contrasts. */
export interface Contrasts {
  /** z_i·z_j / τ of anchor and contrast, [a, m]. */
  similarities: tf.Tensor2D;
  /** One where the contrast is not the anchor itself, and no empty place of the queue, [a, m]. */
  others: tf.Tensor2D;
  /** One where one of the others is of the anchor's class, [a, m]. */
  positives: tf.Tensor2D;
  /** One where a contrast shows the anchor's image, [a, m]. */
  sameImage: tf.Tensor2D;
  /** One where a contrast is the prototype of a class, [m]. */
  isPrototype: tf.Tensor1D;
  /** Classes of the contrasts, [m] int32. */
  labels: tf.Tensor1D;
}

/** The contrasts of a batch, or of the queue where there is one. */
export function samples({ queue }: LossOutput): ContrastGroup {
  return queue ? 'queue' : 'batch';
}

/**
 * Compares the embeddings of a batch with their contrasts.
 *
 * @throws InputError for embeddings, prototypes or a queue that are missing or do not fit.
 */
export function contrastsOf(
  output: LossOutput,
  labels: tf.Tensor1D,
  { temperature = 1, among = [samples(output)], anchors = 'all-views' }: ContrastOptions = {},
): Contrasts {
  const embeddings = embeddingsOf(output);
  const imageCount = labels.shape[0];
  const anchorCount = anchors === 'all-views' ? embeddings.shape[0] : imageCount;
  const ofViews = (ofImages: tf.Tensor1D) => tf.tile(ofImages, [embeddings.shape[0] / imageCount]);
  const batch = { features: embeddings, labels: ofViews(labels), images: ofViews(tf.range(0, imageCount, 1, 'int32')) };
  const groups: Required<LabelledFeatures>[] = among.map((group) =>
    group === 'batch' ? batch : group === 'queue' ? queueOf(output) : prototypesOf(output),
  );
  const contrasts = {
    features: tf.concat(groups.map(({ features }) => features)),
    labels: tf.concat(groups.map((group) => group.labels)),
    images: tf.concat(groups.map(({ images }) => images)),
  };
  const similarities = tf.matMul(tf.slice(embeddings, 0, anchorCount), contrasts.features, false, true);

  // The batch stands first, so that an anchor has the same place among anchors and contrasts.
  const anchorPlaces = tf.range(0, anchorCount, 1, 'int32');
  const contrastPlaces = tf.range(0, contrasts.labels.shape[0], 1, 'int32');
  const notItself = tf.sub(1, tf.mul(equals(anchorPlaces, contrastPlaces), Number(among[0] === 'batch')));
  const others = tf.mul(notItself, ones(tf.greaterEqual(contrasts.labels, 0))) as tf.Tensor2D;
  return {
    similarities: tf.div(similarities, temperature),
    others,
    positives: tf.mul(others, equals(tf.slice(batch.labels, 0, anchorCount), contrasts.labels)),
    sameImage: equals(tf.slice(batch.images, 0, anchorCount), contrasts.images),
    isPrototype: tf.concat(among.map((group, i) => tf.fill(groups[i]!.labels.shape, Number(group === 'prototypes')))),
    labels: contrasts.labels,
  };
}

/** @throws InputError when there are none, or of another number of classes. */
function prototypesOf({ logits, prototypes }: LossOutput): Required<LabelledFeatures> {
  const classCount = logits.shape[1];
  if (prototypes?.rank !== 2 || prototypes.shape[0] !== classCount) {
    throw new InputError(
      `Prototypes have shape [${prototypes?.shape ?? ''}]: this loss needs a matrix of ${classCount} rows, one for each class.`,
    );
  }
  return { features: prototypes, labels: tf.range(0, classCount, 1, 'int32'), images: noImage(classCount) };
}

function noImage(count: number): tf.Tensor1D {
  return tf.fill([count], -1, 'int32');
}

function queueOf({ queue }: LossOutput): Required<LabelledFeatures> {
  if (!queue) throw new InputError('There is no queue: this loss needs labelled embeddings to compare with.');
  return {
    features: queue.features,
    labels: tf.cast(queue.labels, 'int32'),
    images: queue.images ?? noImage(queue.labels.shape[0]),
  };
}

/** Labels with which a table of classes can be read: an empty place, which counts for nothing, reads class 0. */
export function classIndices(labels: tf.Tensor1D): tf.Tensor1D {
  return tf.cast(tf.maximum<tf.Tensor1D>(labels, 0), 'int32');
}

/** How many contrasts that an anchor keeps are of the class of each contrast, at least one: kept [a, m], labels [m] to [a, m]. */
export function classSizes(kept: tf.Tensor2D, labels: tf.Tensor1D, classCount: number): tf.Tensor2D {
  const sizes = tf.matMul(kept, oneHot(labels, classCount));
  return tf.maximum(tf.gather(sizes, classIndices(labels), 1), 1);
}

/** The rows of non-negative weights divided by their sums; a row of zeros stays. */
export function shares(weights: tf.Tensor2D): tf.Tensor2D {
  return tf.divNoNan(weights, tf.sum(weights, 1, true));
}

/**
 * −Σ_j w_ij log( e^s_ij / Σ_k e^(s_ik + d_ik) ) of each anchor, the inner sum over what is kept: [a]. An anchor whose
 * weights are zero, one without positives, has the loss zero.
 *
 * @param weights w, [a, m].
 * @param options.kept ones and zeros, [a, m].
 * @param options.offsets d, broadcast to [a, m]. Default zero.
 */
export function contrastiveLosses(
  similarities: tf.Tensor2D,
  weights: tf.Tensor2D,
  { kept, offsets = tf.scalar(0) }: { kept: tf.Tensor2D; offsets?: tf.Tensor },
): tf.Tensor1D {
  const sums = logSumExp(keepOnly(tf.add(similarities, offsets), kept));
  return tf.sum(tf.mul(weights, tf.sub(sums, similarities)), 1);
}
