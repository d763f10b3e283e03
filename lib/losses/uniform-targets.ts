import * as tf from '@tensorflow/tfjs-core';
import { randomStream } from '../random/index.js';

export interface UniformTargetsOptions {
  classCount: number;
  /** Entries of a target. */
  size: number;
  /** Where the descent starts, if there has to be one. Default 0. */
  seed?: number;
  /** Steps of the descent. Default 300. */
  steps?: number;
}

/**
 * Targets of length one that lie as far from each other as they can, [classCount, size]; the caller disposes them. Up to
 * size + 1 of them are the corners of a regular simplex; more are found by descent of Σ_i log Σ_j e^{t_i·t_j/τ} with
 * τ = 0.07.
 *
 * @see Li et al., Targeted Supervised Contrastive Learning, CVPR 2022, section 3.2
 */
export function uniformTargets({ classCount, size, seed = 0, steps = 300 }: UniformTargetsOptions): tf.Tensor2D {
  if (classCount <= size + 1) return tf.tensor2d(simplex(classCount, size), [classCount, size]);
  const stream = randomStream(seed, 'targets');
  const start = Float32Array.from({ length: classCount * size }, () => stream.normal());
  let targets = tf.tidy(() => unit(tf.tensor2d(start, [classCount, size])));
  for (let step = 0; step < steps; step++) {
    const moved = tf.tidy(() => {
      const shares = tf.softmax(tf.div(tf.matMul(targets, targets, false, true), 0.07)) as tf.Tensor2D;
      const gradient = tf.matMul(tf.add(shares, tf.transpose(shares)), targets);
      return unit(tf.sub(targets, tf.mul(largestStep * (1 - step / steps), gradient)));
    });
    targets.dispose();
    targets = moved;
  }
  return targets;
}

/** Of the descent, whose steps shrink to zero. */
const largestStep = 0.5;

const unit = (rows: tf.Tensor2D): tf.Tensor2D => tf.div(rows, tf.norm(rows, 2, 1, true));

/** Corners of a regular simplex around the origin: one entry a corner settles its products with those before it. */
function simplex(count: number, size: number): Float32Array {
  const corners = new Float64Array(count * size);
  const product = -1 / (count - 1);
  for (let corner = 0; corner < count; corner++) {
    let remaining = 1;
    for (let entry = 0; entry < Math.min(corner, size); entry++) {
      let known = 0;
      for (let i = 0; i < entry; i++) known += corners[corner * size + i]! * corners[entry * size + i]!;
      const value = (product - known) / corners[entry * size + entry]!;
      corners[corner * size + entry] = value;
      remaining -= value ** 2;
    }
    if (corner < size) corners[corner * size + corner] = Math.sqrt(Math.max(0, remaining));
  }
  return Float32Array.from(corners);
}
