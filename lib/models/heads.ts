import * as tf from '@tensorflow/tfjs-core';
import { type Initialiser, symmetricUniform } from './initialisers.js';
import { linearLayer } from './linear-layer.js';
import type { Head, ModelVariables } from './model.js';
import { normaliseRows } from './normalise-rows.js';

/** What a model's options say about its classifier. */
export interface HeadChoice {
  /** `linear` (W z + b) or `cosine` (scaled cosines). Default `linear`. */
  head?: 'linear' | 'cosine';
  /** Factor s on the cosines of a cosine head; losses with margins apply their own and want 1. Default 1. */
  scale?: number;
}

export interface HeadOptions extends HeadChoice {
  /** Name of the head in PyTorch. */
  name: string;
  featureSize: number;
  classCount: number;
  /** Initial weights of a linear head. Default PyTorch's. */
  weights?: Initialiser;
  /** Initial biases of a linear head. Default PyTorch's. */
  biases?: Initialiser;
}

/** The classifier of a model, of the kind that its options ask for. */
export function classifierHead(variables: ModelVariables, options: HeadOptions): Head {
  return options.head === 'cosine' ? cosineHead(variables, options) : linearHead(variables, options);
}

/** η = W z + b (MARC eq. 1), as `name.weight` [classes, features] and `name.bias`. */
function linearHead(variables: ModelVariables, { name, featureSize, classCount, weights, biases }: HeadOptions): Head {
  return {
    featureSize,
    classCount,
    logits: linearLayer(variables, name, { from: featureSize, to: classCount, weights, biases }),
    classWeights: variables.parameters.get(`${name}.weight`) as tf.Variable<tf.Rank.R2>,
    classBiases: variables.parameters.get(`${name}.bias`) as tf.Variable<tf.Rank.R1>,
  };
}

/**
 * η_k = s cos(W_k, z), without bias: `NormedLinear` of the LDAM and DBM codes, there stored transposed
 * [features, classes]; its rows start uniform in [−1, 1), scaled to length one.
 */
function cosineHead(variables: ModelVariables, { name, featureSize, classCount, scale = 1 }: HeadOptions): Head {
  const directions: Initialiser = (size, stream) => {
    const values = symmetricUniform({ bound: 1 })(size, stream);
    for (let k = 0; k < classCount; k++) {
      const row = values.subarray(k * featureSize, (k + 1) * featureSize);
      const length = Math.hypot(...row);
      row.forEach((value, i) => {
        row[i] = value / length;
      });
    }
    return values;
  };
  const classWeights = variables.parameter<tf.Rank.R2>(`${name}.weight`, [classCount, featureSize], directions);
  return {
    featureSize,
    classCount,
    classWeights,
    classBiases: null,
    logits: (features) => tf.mul(tf.matMul(normaliseRows(features), normaliseRows(classWeights), false, true), scale),
  };
}
