import type * as tf from '@tensorflow/tfjs-core';
import { Adam } from './adam.js';
import type { DecayOptions, Optimizer } from './optimizer.js';
import { Sgd } from './sgd.js';

/** An optimizer by its file's name, with the options of its own that it takes. */
export interface OptimizerChoice extends DecayOptions {
  /** Default 'sgd'. */
  name?: 'sgd' | 'adam';
  momentum?: number;
  nesterov?: boolean;
  beta2?: number;
  epsilon?: number;
}

export function createOptimizer(
  namedVariables: Iterable<readonly [string, tf.Variable]>,
  { name = 'sgd', ...options }: OptimizerChoice = {},
): Optimizer {
  return name === 'adam' ? new Adam(namedVariables, options) : new Sgd(namedVariables, options);
}
