import { InputError } from '../errors.js';
import { basicBlock } from './basic-block.js';
import { batchNormalisation } from './batch-normalisation.js';
import { convolutionLayer } from './convolution-layer.js';
import { type ImageLayer, inSequence } from './image-layer.js';
import type { ModelVariables } from './model.js';

export interface WidthOption {
  /** Factor on the channels of every stage; default 1. ResNet-32x4d has 4. */
  width?: number;
}

/** Channels of the three stages (He et al., 2016, section 4.2), or a multiple of them. */
export function stageChannels({ width = 1 }: WidthOption): readonly [first: number, second: number, third: number] {
  if (!Number.isInteger(width) || width < 1) {
    throw new InputError(`A CIFAR ResNet cannot be ${width} times as wide: choose a whole number from 1.`);
  }
  return [16 * width, 32 * width, 64 * width];
}

/**
 * n of the depth 6n + 2: the residual blocks in each of three stages.
 *
 * @throws InputError when the depth is not 6n + 2.
 */
export function blocksPerStage(depth: number): number {
  const blocks = (depth - 2) / 6;
  if (!Number.isInteger(blocks) || blocks < 1) {
    throw new InputError(`A CIFAR ResNet cannot have depth ${depth}: choose 6n + 2, such as 8, 20, 32 or 56.`);
  }
  return blocks;
}

/** `conv1` and `bn1`: 3×3 convolution, batch normalisation, ReLU. */
export function cifarStem(variables: ModelVariables, { from, to }: { from: number; to: number }): ImageLayer {
  const convolve = convolutionLayer(variables, 'conv1', { from, to, size: 3, fan: 'in' });
  const normalise = batchNormalisation(variables, 'bn1', to);
  return (images, mode) => normalise(convolve(images), { mode, relu: true });
}

export interface CifarStageOptions {
  /** Channels in. */
  from: number;
  /** Channels out; where they are more, the first block halves height and width. */
  to: number;
  blockCount: number;
}

/** Residual blocks `name.0`, `name.1`, … with shortcuts without parameters (option A). */
export function cifarStage(
  variables: ModelVariables,
  name: string,
  { from, to, blockCount }: CifarStageOptions,
): ImageLayer {
  const blocks = Array.from({ length: blockCount }, (_, block) => {
    const widens = block === 0 && from !== to;
    return basicBlock(variables, `${name}.${block}`, {
      from: widens ? from : to,
      to,
      stride: widens ? 2 : 1,
      shortcut: 'A',
      fan: 'in',
    });
  });
  return inSequence(blocks);
}
