import * as tf from '@tensorflow/tfjs-core';
import { uniformTargets } from '../losses/index.js';
import { type Network, normaliseRows } from '../models/index.js';
import { bestAssignment } from './assignment.js';
import { stateNetwork } from './objective.js';

/** How much of a class's centroid a batch leaves as it was. */
const centroidMomentum = 0.9;

/** Targets uniform on the sphere, of which each class has the one that fits where its embeddings are. */
export interface ClassTargets {
  readonly network: Network;
  /** The target of each class, [K, d]. */
  readonly targets: tf.Tensor2D;
  /** Moves the centroids of the classes of a batch towards its embeddings [n, d]; call inside the step. */
  see(embeddings: tf.Tensor2D, labels: tf.Tensor1D): void;
  /** Gives the targets to the classes anew, for the largest sum of cosines between centroids and targets. */
  assign(): Promise<void>;
}

/** The targets of TSC with their assignment (Li et al., 2022, section 3.2); the momentum is that of the released code. */
export function classTargets(options: { classCount: number; size: number; seed: number }): ClassTargets {
  const { classCount, size } = options;
  const targets = tf.tidy(() => tf.variable<tf.Rank.R2>(uniformTargets(options), false));
  const centroids = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R2>([classCount, size]), false));
  return {
    targets,
    network: stateNetwork(
      new Map([
        ['targets', targets],
        ['centroids', centroids],
      ] as [string, tf.Variable][]),
    ),
    see(embeddings, labels) {
      const members = tf.cast(tf.oneHot(labels, classCount), 'float32') as tf.Tensor2D;
      const means = normaliseRows(tf.matMul(members, embeddings, true));
      const moved = normaliseRows(tf.add(tf.mul(centroids, centroidMomentum), tf.mul(means, 1 - centroidMomentum)));
      const present = tf.expandDims(tf.max(members, 0), 1);
      centroids.assign(tf.add(tf.mul(moved, present), tf.mul(centroids, tf.sub(1, present))));
    },
    async assign() {
      const cosines = tf.matMul(centroids, targets, false, true);
      const target = bestAssignment(await cosines.data(), classCount);
      tf.tidy(() => targets.assign(tf.gather(targets, tf.tensor1d(target, 'int32'))));
      cosines.dispose();
    },
  };
}
