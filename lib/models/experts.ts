import * as tf from '@tensorflow/tfjs-core';
import { assembleModel } from './assemble-model.js';
import type { Head, Mode, Model, Network } from './model.js';
import { normaliseRows } from './normalise-rows.js';

/**
 * Several classifiers of one image, each with features of its own, whose mean of logits is the model's. The model's
 * features are those of all experts side by side; of experts with cosine heads each of length one, so that classes and
 * features have the angles that the mean of cosines asks for.
 */
export interface ExpertModel extends Model {
  readonly heads: readonly Head[];
  /** [batch, height, width, channels] → features of each expert, [batch, its size]; call inside `tf.tidy`. */
  expertFeatures(images: tf.Tensor4D, mode: Mode): tf.Tensor2D[];
  /** Features of each expert → logits of each, [batch, classCount]; call inside `tf.tidy`. */
  expertLogits(features: readonly tf.Tensor2D[]): tf.Tensor2D[];
}

export interface ExpertParts {
  features: (images: tf.Tensor4D, mode: Mode) => tf.Tensor2D[];
  /** One of each expert, all of one kind. */
  heads: readonly Head[];
}

/** Mean of tensors of one shape. */
export function meanOf<T extends tf.Tensor>(tensors: readonly T[]): T {
  return tf.div(tf.addN([...tensors]), tensors.length);
}

/** The model of several experts, which has all of `variables`. */
export function assembleExperts(
  variables: Pick<Network, 'parameters' | 'buffers' | 'dispose'>,
  { features, heads }: ExpertParts,
): ExpertModel {
  const sizes = heads.map(({ featureSize }) => featureSize);
  const areCosine = heads.every(({ classBiases }) => classBiases === null);
  const directions = (rows: tf.Tensor2D) => (areCosine ? normaliseRows(rows) : rows);
  const expertLogits = (rows: readonly tf.Tensor2D[]) => heads.map((head, i) => head.logits(rows[i]!));
  const head: Head = {
    featureSize: sizes.reduce((sum, size) => sum + size, 0),
    classCount: heads[0]!.classCount,
    get classWeights() {
      const side = heads.map(({ classWeights }) => directions(classWeights));
      return tf.div(tf.concat(side, 1), heads.length) as tf.Tensor2D;
    },
    get classBiases() {
      return areCosine ? null : meanOf(heads.map(({ classBiases }) => classBiases!));
    },
    logits: (rows) => meanOf(expertLogits(tf.split(rows, sizes, 1))),
  };
  return Object.assign(
    assembleModel(variables, {
      head,
      features: (images, mode) => tf.concat(features(images, mode).map(directions), 1),
    }),
    {
      heads,
      expertLogits,
      expertFeatures(this: Network, images: tf.Tensor4D, mode: Mode) {
        if (mode === 'training') this.batchesTracked++;
        return features(images, mode);
      },
    },
  );
}
