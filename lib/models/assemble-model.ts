import type { Head } from './heads.js';
import type { Model, ModelVariables } from './model.js';

export interface ModelParts {
  /** Images to what the head classifies. */
  features: Model['features'];
  head: Head;
}

/** The model of a backbone and its head, whose variables are all of `variables`. */
export function assembleModel(variables: ModelVariables, { features, head }: ModelParts): Model {
  const { classWeights, classBiases, logits } = head;
  const [classCount, featureSize] = classWeights.shape;
  return {
    featureSize,
    classCount,
    classWeights,
    classBiases,
    parameters: variables.parameters,
    buffers: variables.buffers,
    batchesTracked: 0,
    features(images, mode) {
      if (mode === 'training') this.batchesTracked++;
      return features(images, mode);
    },
    logits,
    dispose: () => variables.dispose(),
  };
}
