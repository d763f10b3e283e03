import type * as tf from '@tensorflow/tfjs-core';
import { symmetricUniform } from './initialisers.js';
import { ModelVariables, type Network, type SeedOption } from './model.js';

export interface ClassCentresOptions extends SeedOption {
  classCount: number;
  /** Numbers in a centre. */
  size: number;
  /** Name of the parameter. Default `centres`. */
  name?: string;
}

/** A learned point of each class. */
export interface ClassCentres extends Network {
  /** [classCount, size]. */
  readonly centres: tf.Tensor2D;
}

/**
 * Learned class centres, such as PaCo's (Cui et al., 2021, equation 4) and those of OLTR's centroid loss; they start
 * uniform in ±1/√size, as PyTorch's linear layers.
 */
export function classCentres({ classCount, size, name = 'centres', seed }: ClassCentresOptions): ClassCentres {
  const variables = new ModelVariables({ seed });
  const initialise = symmetricUniform({ bound: 1 / Math.sqrt(size) });
  const centres = variables.parameter<tf.Rank.R2>(name, [classCount, size], initialise);
  return {
    centres,
    parameters: variables.parameters,
    buffers: variables.buffers,
    batchesTracked: 0,
    dispose: () => variables.dispose(),
  };
}
