import * as tf from '@tensorflow/tfjs-core';
import { withoutGradient } from '../engine/index.js';
import { InputError } from '../errors.js';
import { assembleModel } from './assemble-model.js';
import { symmetricUniform } from './initialisers.js';
import { linearLayer } from './linear-layer.js';
import { type Head, type Model, ModelVariables, type SeedOption } from './model.js';
import { normaliseRows } from './normalise-rows.js';

export interface MetaEmbeddingOptions extends SeedOption {
  /** Factor s on the squashed cosines. Default 16, the released code's. */
  scale?: number;
  /** Numerator of the reachability, 10 / min_k ‖v − c_k‖. Default 10, the released code's. */
  reach?: number;
}

export interface MetaEmbeddingModel extends Model {
  /** c [classCount, featureSize], one a class: the memory. */
  readonly centroids: tf.Tensor2D;
  /** Gives the memory its centroids, [classCount, featureSize], and takes it into use. */
  remember(centroids: tf.Tensor2D): void;
}

/** Distances below this count as this, so that a feature that is a centroid has a finite gradient. */
const shortestDistance = 1e-6;

/** The centroid next to each row, [batch, featureSize]; a small step does not change which it is, so no gradient passes. */
function nearestCentroids(rows: tf.Tensor2D, centroids: tf.Tensor2D): tf.Tensor2D {
  const find = tf.customGrad((x) => {
    // Found without all differences, of which there are batch · classes · features.
    const products = tf.matMul(x as tf.Tensor2D, centroids, false, true);
    const nearest: tf.Tensor1D = tf.argMin(tf.sub(tf.sum(tf.square(centroids), 1), tf.mul(2, products)), 1);
    return { value: tf.gather(centroids, nearest), gradFunc: (upstream: tf.Tensor) => tf.zerosLike(upstream) };
  });
  return find(rows) as tf.Tensor2D;
}

/** Distance of every row to the centroid next to it, [batch, 1]; differentiable with respect to the rows. */
function nearestDistance(rows: tf.Tensor2D, centroids: tf.Tensor2D): tf.Tensor2D {
  const squared = tf.sum(tf.square(tf.sub(rows, nearestCentroids(rows, centroids))), 1, true);
  return tf.sqrt(tf.maximum(squared, shortestDistance ** 2)) as tf.Tensor2D;
}

/** x ‖x‖ / (1 + ‖x‖) of length-one rows: cosines that also grow with the length. */
function squash(rows: tf.Tensor2D): tf.Tensor2D {
  const directions = normaliseRows(rows);
  const length = tf.sum(tf.mul(rows, directions), 1, true);
  return tf.mul(directions, tf.div(length, tf.add(length, 1)));
}

/**
 * OLTR's dynamic meta-embedding (Liu et al., 2019, section 3.1) before a cosine classifier, on any model with a linear
 * head: x = (10 / min_k ‖v − c_k‖) (v + tanh(W_s v) ⊙ softmax(W_h v) C), logits s x ‖x‖ / (1 + ‖x‖) · ŵ. W_h is the
 * model's own head, which stage one trains and which classifies until there are centroids to remember; no gradient reaches
 * the centroids C from here. Names are the released code's: `fc_selector`, `cosnorm_classifier`, `centroids`. The model
 * belongs to the result and is freed with it.
 *
 * @throws InputError when the model's head is not linear.
 */
export function metaEmbedding(
  model: Model,
  { scale = 16, reach = 10, seed }: MetaEmbeddingOptions = {},
): MetaEmbeddingModel {
  if (!model.classBiases)
    throw new InputError('A meta-embedding asks the memory through a linear head: choose head linear for its model.');
  const { featureSize, classCount } = model;
  const variables = new ModelVariables({ seed });
  const select = linearLayer(variables, 'fc_selector', { from: featureSize, to: featureSize });
  const initialise = symmetricUniform({ bound: 1 / Math.sqrt(featureSize) });
  const shape: [number, number] = [classCount, featureSize];
  const classWeights = variables.parameter<tf.Rank.R2>('cosnorm_classifier.weight', shape, initialise);
  const centroids = variables.parameter<tf.Rank.R2>('centroids', shape, initialise);
  const inUse = variables.buffer<tf.Rank.R1>('memory_in_use', [1], new Float32Array(1));
  const head: Head = {
    featureSize,
    classCount,
    classWeights,
    classBiases: null,
    logits(direct) {
      const memory = withoutGradient(centroids, tf.clone);
      const directLogits = model.logits(direct);
      const remembered = tf.matMul(tf.softmax(directLogits), memory);
      const infused = tf.add(direct, tf.mul(tf.tanh(select(direct)), remembered));
      const embedding: tf.Tensor2D = tf.mul(infused, tf.div(reach, nearestDistance(direct, memory)));
      const cosines = tf.matMul(squash(embedding), normaliseRows(classWeights), false, true);
      return tf.where(tf.greater(inUse, 0), tf.mul(scale, cosines), directLogits) as tf.Tensor2D;
    },
  };
  const assembled = assembleModel(
    {
      parameters: new Map([...model.parameters, ...variables.parameters]),
      buffers: new Map([...model.buffers, ...variables.buffers]),
      dispose: () => [model, variables].map((part) => part.dispose()),
    },
    { features: (images, mode) => model.features(images, mode), head },
  );
  return Object.assign(assembled, {
    centroids,
    remember(means: tf.Tensor2D) {
      tf.tidy(() => {
        centroids.assign(tf.clone(means));
        inUse.assign(tf.onesLike(inUse));
      });
    },
  });
}
