import type * as tf from '@tensorflow/tfjs-core';
import { batchNormalisation } from './batch-normalisation.js';
import { linearLayer } from './linear-layer.js';
import { type Mode, ModelVariables, type Network, type SeedOption } from './model.js';
import { normaliseRows } from './normalise-rows.js';

export interface ProjectionHeadOptions extends SeedOption {
  /** The backbone's feature size. */
  featureSize: number;
  /** Default `featureSize`. */
  hiddenSize?: number;
  /** Length of the embedding. Default 128. */
  embeddingSize?: number;
  /** Name of the `nn.Sequential` in PyTorch. Default `head_fc`, as in the BCL code. */
  name?: string;
}

/** What contrastive objectives compare: an embedding of the features on the unit sphere. */
export interface ProjectionHead extends Network {
  readonly featureSize: number;
  readonly embeddingSize: number;
  /** [batch, featureSize] → [batch, embeddingSize], every row of length one; call inside `tf.tidy`. */
  embed(features: tf.Tensor2D, mode: Mode): tf.Tensor2D;
}

/**
 * The projection MLP of contrastive learning: linear, batch normalisation, ReLU, linear, scaled to length one. BCL
 * (Zhu et al., 2022) has 512 hidden and 128 outer entries for the CIFAR ResNets; layers start with PyTorch's defaults.
 */
export function projectionHead({
  featureSize,
  hiddenSize = featureSize,
  embeddingSize = 128,
  name = 'head_fc',
  seed,
}: ProjectionHeadOptions): ProjectionHead {
  const variables = new ModelVariables({ seed });
  const hidden = linearLayer(variables, `${name}.0`, { from: featureSize, to: hiddenSize });
  const normalise = batchNormalisation(variables, `${name}.1`, hiddenSize);
  // The ReLU is number 2 of the sequence.
  const outer = linearLayer(variables, `${name}.3`, { from: hiddenSize, to: embeddingSize });
  return {
    featureSize,
    embeddingSize,
    parameters: variables.parameters,
    buffers: variables.buffers,
    batchesTracked: 0,
    embed(features, mode) {
      if (mode === 'training') this.batchesTracked++;
      return normaliseRows(outer(normalise(hidden(features), { mode, relu: true })));
    },
    dispose: () => variables.dispose(),
  };
}
