import * as tf from '@tensorflow/tfjs-core';
import { gelu } from '../engine/index.js';
import { type AttentionOptions, attention } from './attention.js';
import { layerNormalisation } from './layer-normalisation.js';
import { linearLayer } from './linear-layer.js';
import type { ModelVariables } from './model.js';

export interface TransformerBlockOptions extends AttentionOptions {
  /** Width of the MLP's hidden layer. */
  hiddenSize: number;
  /** Of the layer normalisations. */
  epsilon: number;
}

/**
 * A pre-norm encoder block (Dosovitskiy et al., 2021, equations 2 and 3), with timm's names: x + attention(norm1(x)),
 * then x + mlp(norm2(x)), the MLP with one hidden layer and exact GELU.
 *
 * @returns the tokens of all images, [batch · tokenCount, size] → the same shape.
 */
export function transformerBlock(
  variables: ModelVariables,
  name: string,
  { hiddenSize, epsilon, ...options }: TransformerBlockOptions,
): (tokens: tf.Tensor2D, tokenCount: number) => tf.Tensor2D {
  const { size, weights, biases } = options;
  const normalise1 = layerNormalisation(variables, `${name}.norm1`, { size, epsilon });
  const attend = attention(variables, `${name}.attn`, options);
  const normalise2 = layerNormalisation(variables, `${name}.norm2`, { size, epsilon });
  const hidden = linearLayer(variables, `${name}.mlp.fc1`, { from: size, to: hiddenSize, weights, biases });
  const outer = linearLayer(variables, `${name}.mlp.fc2`, { from: hiddenSize, to: size, weights, biases });
  return (tokens, tokenCount) => {
    const attended = tf.add(tokens, attend(normalise1(tokens), tokenCount)) as tf.Tensor2D;
    return tf.add(attended, outer(gelu(hidden(normalise2(attended)))));
  };
}
