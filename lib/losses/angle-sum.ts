import * as tf from '@tensorflow/tfjs-core';
import { squareRoot } from './square-root.js';

/**
 * cos(θ + m) = cos θ cos m − sin θ sin m from cos θ, [n] to [n], for any m; with m ≤ π − θ it falls as m grows, beyond
 * π it rises again.
 *
 * Written without arc cosine: the value is exact at θ = 0 and π. There the derivative −(cos θ / sin θ) of sin θ by cos θ
 * is infinite, and taken as zero: a cosine head multiplies it by ∂cos θ/∂features, which vanishes as sin θ does, and the
 * product has no direction. Below |cos θ| = 1 the gradient is exact; in float32 cos θ / sin θ stays under 3,000.
 */
export function cosineOfSum(cosines: tf.Tensor1D, angles: tf.Tensor1D | number): tf.Tensor1D {
  const sines = squareRoot(tf.mul(tf.sub(1, cosines), tf.add(1, cosines)));
  return tf.sub(tf.mul(cosines, tf.cos(angles)), tf.mul(sines, tf.sin(angles)));
}
