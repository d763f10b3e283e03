import type { Head, Model, Network } from './model.js';

export interface ModelParts {
  /** Images to what the head classifies. */
  features: Model['features'];
  head: Head;
}

/** The model of a backbone and its head, which has all of `variables`. */
export function assembleModel(
  variables: Pick<Network, 'parameters' | 'buffers' | 'dispose'>,
  { features, head }: ModelParts,
): Model {
  return {
    featureSize: head.featureSize,
    classCount: head.classCount,
    // Some heads compute them when they are asked.
    get classWeights() {
      return head.classWeights;
    },
    get classBiases() {
      return head.classBiases;
    },
    parameters: variables.parameters,
    buffers: variables.buffers,
    batchesTracked: 0,
    features(images, mode) {
      if (mode === 'training') this.batchesTracked++;
      return features(images, mode);
    },
    logits: (rows) => head.logits(rows),
    dispose: () => variables.dispose(),
  };
}
