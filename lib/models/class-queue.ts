import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';
import { ModelVariables, type Network } from './model.js';

export interface ClassQueueOptions {
  /** Training samples of each class. */
  counts: readonly number[];
  /** Places in all, about. */
  length: number;
  /** Places that every class has at least; the others are shared out by the counts. Default 2. */
  base?: number;
  /** Numbers in a row. */
  size: number;
}

/** The latest features of each class, in places of its own, as buffers: no class, however rare, is without any. */
export interface ClassQueue extends Network {
  /** [places, size]; zeros where nothing has been put yet. */
  readonly features: tf.Tensor2D;
  /** [places], −1 where nothing has been put yet. */
  readonly labels: tf.Tensor1D;
  /**
   * Puts rows [n, size] with labels [n] in the places of the oldest rows of their classes; of more than a class has places
   * only its first stay. The tensors stay the caller's. Call inside `tf.tidy`.
   *
   * @returns the row that each place has now got, −1 for none, [places] int32.
   */
  push(rows: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D;
}

/** How many places each class has. */
function placesOfClasses(counts: readonly number[], length: number, base: number): number[] {
  const shared = length - base * counts.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  let [before, cumulative] = [0, 0];
  return counts.map((count) => {
    cumulative += count;
    const end = Math.ceil((shared * cumulative) / total);
    const places = base + end - before;
    before = end;
    return places;
  });
}

/**
 * A ring for each class, as in the released code of GML (Suh and Seo, 2023), there with a base of 2 for CIFAR.
 *
 * @throws InputError when the places do not suffice for the base of each class.
 */
export function classQueue({ counts, length, base = 2, size }: ClassQueueOptions): ClassQueue {
  if (!(base >= 1 && length >= base * counts.length)) {
    throw new InputError(
      `A queue of ${length} places cannot keep ${base} for each of ${counts.length} classes: give it at least ${Math.max(1, base) * counts.length}.`,
    );
  }
  const places = placesOfClasses(counts, length, base);
  const starts = places.map((_, k) => places.slice(0, k).reduce((sum, count) => sum + count, 0));
  const variables = new ModelVariables();
  const features = variables.buffer<tf.Rank.R2>('queue', [length, size], new Float32Array(length * size));
  const labels = variables.buffer<tf.Rank.R1>('queue_l', [length], new Float32Array(length).fill(-1));
  const pointers = variables.buffer<tf.Rank.R1>('queue_ptr', [counts.length], new Float32Array(counts.length));
  return {
    features,
    labels,
    parameters: variables.parameters,
    buffers: variables.buffers,
    batchesTracked: 0,
    push(rows, rowLabels) {
      const [room, start, next] = [tf.tensor1d(places), tf.tensor1d(starts), pointers].map((ofClasses) =>
        tf.gather(ofClasses, rowLabels),
      ) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
      const members = tf.cast(tf.oneHot(rowLabels, counts.length), 'float32') as tf.Tensor2D;
      // How many rows of its class stand before each row.
      const rank = tf.sum(tf.mul(tf.cumsum(members, 0, true), members), 1);
      const place = tf.add(start, tf.mod(tf.add(next, rank), room));
      const stays = tf.less(rank, room);
      const isPut = tf.logicalAnd(tf.equal(tf.expandDims(tf.range(0, length), 1), place), stays);
      // A place gets one row or none, so that these sums are that row exactly.
      const put = (values: tf.Tensor2D) => tf.matMul(tf.cast(isPut, 'float32') as tf.Tensor2D, values);
      const putEach = (values: tf.Tensor): tf.Tensor1D =>
        tf.squeeze(put(tf.expandDims(tf.cast(values, 'float32'), 1)), [1]);

      const source = tf.sub<tf.Tensor1D>(putEach(tf.range(1, rows.shape[0] + 1)), 1);
      const untouched = tf.cast(tf.less(source, 0), 'float32');
      features.assign(tf.add(put(rows), tf.mul(features, tf.expandDims(untouched, 1))));
      labels.assign(tf.add(putEach(rowLabels), tf.mul(labels, untouched)));
      const pushed = tf.minimum(tf.sum(members, 0), tf.tensor1d(places));
      pointers.assign(tf.mod(tf.add(pointers, pushed), tf.tensor1d(places)));
      return tf.cast(source, 'int32');
    },
    dispose: () => variables.dispose(),
  };
}
