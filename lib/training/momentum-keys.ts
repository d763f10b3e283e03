import * as tf from '@tensorflow/tfjs-core';
import { withoutGradient } from '../engine/index.js';
import type { LabelledFeatures } from '../losses/index.js';
import {
  followMovingAverage,
  type MemoryQueue,
  type Model,
  memoryQueue,
  type Network,
  type ProjectionHead,
  type ProjectionHeadOptions,
  projectionHead,
  untrained,
} from '../models/index.js';
import type { DeviceBatch } from './batch.js';

/** A network whose embeddings are contrasted. */
export interface EmbeddingNetwork {
  model: Model;
  projection: ProjectionHead;
}

export function embeddingNetwork(model: Model, options: Omit<ProjectionHeadOptions, 'featureSize'>): EmbeddingNetwork {
  return { model, projection: projectionHead({ ...options, featureSize: model.featureSize }) };
}

export interface MomentumKeysOptions {
  /** The network whose embeddings are the queries, and one that starts equal. */
  queries: EmbeddingNetwork;
  twin: EmbeddingNetwork;
  /** Keys of earlier batches that are kept. */
  queueLength: number;
  /** m of the moving average that the twin is. */
  momentum: number;
  seed: number;
}

/** Keys as in MoCo: embeddings by a moving average of the network that is trained, and a queue of those of earlier batches. */
export interface MomentumKeys {
  readonly networks: Readonly<Record<string, Network>>;
  readonly queue: MemoryQueue;
  /** Keys of a batch's images, [n, d], without a gradient; call inside the step, once. */
  keys(batch: DeviceBatch): tf.Tensor2D;
  /** What follows the update: the twin moves, and the step's keys enter the queue. */
  afterStep(): void;
}

export function momentumKeys({ queries, twin, queueLength, momentum, seed }: MomentumKeysOptions): MomentumKeys {
  const { embeddingSize } = queries.projection;
  const queue = memoryQueue({ length: queueLength, embeddingSize, seed });
  let latest: { keys: tf.Tensor2D; labels: tf.Tensor1D } | undefined;
  return {
    networks: { twin: untrained(twin.model), 'twin-projection': untrained(twin.projection), queue },
    queue,
    keys({ images, labels }) {
      const keys = withoutGradient(images, (seen) =>
        twin.projection.embed(twin.model.features(seen, 'training'), 'training'),
      );
      latest = { keys: tf.keep(tf.clone(keys)), labels };
      return keys;
    },
    afterStep() {
      followMovingAverage(twin.model, queries.model, { momentum });
      followMovingAverage(twin.projection, queries.projection, { momentum });
      queue.push(latest!.keys, latest!.labels);
      latest!.keys.dispose();
    },
  };
}

/** The keys of this batch, each of its own image, and then those of the queue. */
export function keysAndQueue(keys: tf.Tensor2D, labels: tf.Tensor1D, queue: MemoryQueue): Required<LabelledFeatures> {
  const images: tf.Tensor1D = tf.range(0, labels.shape[0], 1, 'int32');
  return {
    features: tf.concat([keys, queue.embeddings]),
    labels: tf.concat([tf.cast(labels, 'float32'), queue.labels]),
    images: tf.concat([images, tf.fill([queue.length], -1, 'int32')]),
  };
}
