import type * as tf from '@tensorflow/tfjs-core';
import { convolution, globalAveragePool, subsampleShortcut } from '../engine/index.js';
import { InputError } from '../errors.js';
import { batchNormalisation } from './batch-normalisation.js';
import { cosineHead, linearHead } from './heads.js';
import { kaimingNormal, parameterStream } from './initialisers.js';
import { type Mode, type Model, ModelVariables } from './model.js';

export interface CifarResNetOptions {
  /** 6n + 2 layers, n residual blocks in each of three stages: 8, 14, 20, 32, 44, 56, … */
  depth: number;
  classCount: number;
  /** Default 3; the digits have 1. */
  inputChannels?: number;
  /** `linear` (W z + b) or `cosine` (scaled cosines). Default `linear`. */
  head?: 'linear' | 'cosine';
  /** Factor on the cosines of a cosine head. Default 1. */
  scale?: number;
  /** Seed of the initial values. Default 0. */
  seed?: number;
}

const stageChannels = [16, 32, 64];

/**
 * The ResNet for small images (He et al., 2016, section 4.2): one 3×3 convolution, three stages of n blocks with 16, 32
 * and 64 channels, global average pooling. Shortcuts without parameters (option A), Kaiming-normal convolutions, and
 * PyTorch's batch normalisation, as in the code that the long-tailed CIFAR papers share; ResNet-32 with ten classes has
 * 464,154 parameters.
 *
 * @throws InputError when the depth is not 6n + 2.
 */
export function cifarResNet({
  depth,
  classCount,
  inputChannels = 3,
  head = 'linear',
  scale = 1,
  seed = 0,
}: CifarResNetOptions): Model {
  const blocksPerStage = (depth - 2) / 6;
  if (!Number.isInteger(blocksPerStage) || blocksPerStage < 1) {
    throw new InputError(`A CIFAR ResNet cannot have depth ${depth}: choose 6n + 2, such as 8, 20, 32 or 56.`);
  }
  const variables = new ModelVariables();

  const convolve3x3 = (name: string, from: number, to: number, stride = 1) => {
    const values = kaimingNormal(parameterStream(seed, `${name}.weight`), 9 * from * to, { fanIn: 9 * from });
    const filter = variables.parameter<tf.Rank.R4>(`${name}.weight`, [3, 3, from, to], values);
    return (x: tf.Tensor4D) => convolution(x, filter, { stride, padding: 1 });
  };

  const residualBlock = (name: string, from: number, to: number, stride: number) => {
    const convolution1 = convolve3x3(`${name}.conv1`, from, to, stride);
    const normalise1 = batchNormalisation(variables, `${name}.bn1`, to);
    const convolution2 = convolve3x3(`${name}.conv2`, to, to);
    const normalise2 = batchNormalisation(variables, `${name}.bn2`, to);
    return (x: tf.Tensor4D, mode: Mode) => {
      const residual = stride === 1 ? x : subsampleShortcut(x, { outputChannels: to });
      const hidden = normalise1(convolution1(x), { mode, relu: true });
      return normalise2(convolution2(hidden), { mode, relu: true, residual });
    };
  };

  const stem = convolve3x3('conv1', inputChannels, stageChannels[0]!);
  const stemNormalise = batchNormalisation(variables, 'bn1', stageChannels[0]!);
  const blocks = stageChannels.flatMap((channels, stage) =>
    Array.from({ length: blocksPerStage }, (_, block) => {
      const entersStage = block === 0 && stage > 0;
      const from = entersStage ? stageChannels[stage - 1]! : channels;
      return residualBlock(`layer${stage + 1}.${block}`, from, channels, entersStage ? 2 : 1);
    }),
  );
  const featureSize = stageChannels.at(-1)!;
  const classify =
    head === 'linear'
      ? linearHead(variables, { featureSize, classCount, seed })
      : cosineHead(variables, { featureSize, classCount, seed, scale });

  return {
    featureSize,
    classCount,
    parameters: variables.parameters,
    buffers: variables.buffers,
    batchesTracked: 0,
    features(images, mode) {
      if (mode === 'training') this.batchesTracked++;
      let x = stemNormalise(stem(images), { mode, relu: true });
      for (const block of blocks) x = block(x, mode);
      return globalAveragePool(x);
    },
    logits: classify,
    dispose: () => variables.dispose(),
  };
}
