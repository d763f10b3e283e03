import { globalAveragePool } from '../engine/index.js';
import type { Head } from './heads.js';
import type { Model, ModelVariables } from './model.js';
import type { ImageLayer } from './shortcut.js';

export interface ResidualNetworkParts {
  /** Stem and residual blocks, in order. */
  layers: readonly ImageLayer[];
  classify: Head;
  featureSize: number;
  classCount: number;
}

/** The model that runs its layers one after another and classifies the mean over the remaining pixels. */
export function residualNetwork(
  variables: ModelVariables,
  { layers, classify, featureSize, classCount }: ResidualNetworkParts,
): Model {
  return {
    featureSize,
    classCount,
    parameters: variables.parameters,
    buffers: variables.buffers,
    batchesTracked: 0,
    features(images, mode) {
      if (mode === 'training') this.batchesTracked++;
      return globalAveragePool(layers.reduce((x, layer) => layer(x, mode), images));
    },
    logits: classify,
    dispose: () => variables.dispose(),
  };
}
