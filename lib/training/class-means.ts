import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../models/index.js';
import { stateNetwork } from './objective.js';

/** Sums of features by class, as buffers. */
export interface ClassMeans {
  readonly network: Network;
  /** Adds features [n, d] with labels [n]. */
  see(features: tf.Tensor2D, labels: tf.Tensor1D): void;
  /** [K, d], zeros for a class that was not seen; call inside `tf.tidy`. */
  means(): tf.Tensor2D;
}

export function classMeans({ classCount, size }: { classCount: number; size: number }): ClassMeans {
  const zeros = (shape: [number, number]) => tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R2>(shape), false));
  const [sums, counts] = [zeros([classCount, size]), zeros([classCount, 1])];
  return {
    network: stateNetwork(
      new Map([
        ['sums', sums],
        ['counts', counts],
      ]),
    ),
    see(features, labels) {
      tf.tidy(() => {
        const members = tf.cast(tf.oneHot(labels, classCount), 'float32') as tf.Tensor2D;
        sums.assign(tf.add(sums, tf.matMul(members, features, true)));
        counts.assign(tf.add(counts, tf.expandDims(tf.sum(members, 0), 1)));
      });
    },
    means: () => tf.div(sums, tf.maximum(counts, 1)),
  };
}
