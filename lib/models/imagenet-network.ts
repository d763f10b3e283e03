import * as tf from '@tensorflow/tfjs-core';
import { globalAveragePool } from '../engine/index.js';
import { assembleModel } from './assemble-model.js';
import { basicBlock } from './basic-block.js';
import { batchNormalisation } from './batch-normalisation.js';
import { bottleneck } from './bottleneck.js';
import { convolutionLayer } from './convolution-layer.js';
import { classifierHead, type HeadChoice } from './heads.js';
import { type ImageLayer, inSequence } from './image-layer.js';
import { type Model, ModelVariables, type SeedOption } from './model.js';

export interface ImageNetNetworkOptions extends HeadChoice, SeedOption {
  classCount: number;
  /** Default 3. */
  inputChannels?: number;
}

/** What distinguishes the residual networks for large images from one another. */
export interface Architecture {
  block: 'basic' | 'bottleneck';
  /** Blocks in each stage; a stage has twice the channels and half the height and width of the one before. */
  blocksPerStage: readonly number[];
  /** Channels of the stem and of the 3×3 convolutions in the first stage of a ResNet. Default 64. */
  stemChannels?: number;
  /** Groups of the 3×3 convolutions in bottlenecks. Default 1. */
  groups?: number;
  /** Channels of each group in the first stage. Default `stemChannels`. */
  groupChannels?: number;
}

/** Channels out of a bottleneck for each of its stage's nominal channels. */
const expansion = 4;

/** 7×7 convolution with stride 2, batch normalisation, ReLU, 3×3 maximum pooling with stride 2. */
function imageNetStem(variables: ModelVariables, { from, to }: { from: number; to: number }): ImageLayer {
  const convolve = convolutionLayer(variables, 'conv1', { from, to, size: 7, stride: 2, fan: 'out' });
  const normalise = batchNormalisation(variables, 'bn1', to);
  return (images, mode) => tf.maxPool(normalise(convolve(images), { mode, relu: true }), 3, 2, 1);
}

/**
 * The residual networks for large images (He et al., 2016, table 1; Xie et al., 2017) as torchvision builds, names and
 * initialises them: projection shortcuts (option B), Kaiming-normal convolutions (fan-out), PyTorch's default `fc`.
 */
export function imageNetNetwork(
  { block, blocksPerStage, stemChannels = 64, groups = 1, groupChannels = stemChannels }: Architecture,
  { classCount, inputChannels = 3, head, scale, seed }: ImageNetNetworkOptions,
): Model {
  const variables = new ModelVariables({ seed });
  const layers = [imageNetStem(variables, { from: inputChannels, to: stemChannels })];
  let from = stemChannels;
  for (const [stage, blockCount] of blocksPerStage.entries())
    for (let index = 0; index < blockCount; index++) {
      const name = `layer${stage + 1}.${index}`;
      const nominal = stemChannels * 2 ** stage;
      const to = block === 'basic' ? nominal : expansion * nominal;
      const options = { from, to, stride: index === 0 && stage > 0 ? 2 : 1, shortcut: 'B', fan: 'out' } as const;
      const width = groups * groupChannels * 2 ** stage;
      layers.push(
        block === 'basic'
          ? basicBlock(variables, name, options)
          : bottleneck(variables, name, { ...options, width, groups }),
      );
      from = to;
    }
  const backbone = inSequence(layers);
  return assembleModel(variables, {
    features: (images, mode) => globalAveragePool(backbone(images, mode)),
    head: classifierHead(variables, { name: 'fc', featureSize: from, classCount, head, scale }),
  });
}
