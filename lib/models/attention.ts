import * as tf from '@tensorflow/tfjs-core';
import type { Initialiser } from './initialisers.js';
import { linearLayer } from './linear-layer.js';
import type { ModelVariables } from './model.js';

export interface AttentionOptions {
  /** Length of a token. */
  size: number;
  /** Divides `size`. */
  headCount: number;
  weights: Initialiser;
  biases: Initialiser;
}

/**
 * Multi-head self-attention (Vaswani et al., 2017, section 3.2), softmax(Q Kᵀ / √d) V for every image and head, with
 * timm's names: `qkv` makes queries, keys and values of all heads at once, `proj` mixes the heads.
 *
 * @returns the tokens of all images, [batch · tokenCount, size] → the same shape.
 */
export function attention(
  variables: ModelVariables,
  name: string,
  { size, headCount, ...initial }: AttentionOptions,
): (tokens: tf.Tensor2D, tokenCount: number) => tf.Tensor2D {
  const headSize = size / headCount;
  const queriesKeysValues = linearLayer(variables, `${name}.qkv`, { from: size, to: 3 * size, ...initial });
  const mix = linearLayer(variables, `${name}.proj`, { from: size, to: size, ...initial });
  return (tokens, tokenCount) => {
    const byHead = (part: tf.Tensor) =>
      tf.transpose(tf.reshape(part, [-1, tokenCount, headCount, headSize]), [0, 2, 1, 3]);
    const [queries, keys, values] = tf.split(queriesKeysValues(tokens), 3, 1).map(byHead) as [
      tf.Tensor4D,
      tf.Tensor4D,
      tf.Tensor4D,
    ];
    // Scaled before the product, which has more numbers than the queries have.
    const scores = tf.matMul(tf.mul(queries, 1 / Math.sqrt(headSize)), keys, false, true);
    const gathered = tf.transpose(tf.matMul(tf.softmax(scores), values), [0, 2, 1, 3]);
    return mix(tf.reshape(gathered, [-1, size]));
  };
}
