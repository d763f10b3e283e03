import { InputError } from '../errors.js';
import { basicBlock } from './basic-block.js';
import { batchNormalisation } from './batch-normalisation.js';
import { convolutionLayer } from './convolution-layer.js';
import { classifierHead, type HeadChoice } from './heads.js';
import { kaimingNormal } from './initialisers.js';
import { type Model, ModelVariables, type SeedOption } from './model.js';
import { residualNetwork } from './residual-network.js';
import type { ImageLayer } from './shortcut.js';

export interface CifarResNetOptions extends HeadChoice, SeedOption {
  /** 6n + 2 layers, n residual blocks in each of three stages: 8, 14, 20, 32, 44, 56, … */
  depth: number;
  classCount: number;
  /** Default 3; the digits have 1. */
  inputChannels?: number;
}

const stageChannels = [16, 32, 64];

/**
 * The ResNet for small images (He et al., 2016, section 4.2): one 3×3 convolution, three stages of n blocks with 16, 32
 * and 64 channels, global average pooling. Shortcuts without parameters (option A), Kaiming-normal convolutions and
 * head (fan-in), and PyTorch's batch normalisation, as in the code that the long-tailed CIFAR papers share; ResNet-32
 * with ten classes has 464,154 parameters.
 *
 * @throws InputError when the depth is not 6n + 2.
 */
export function cifarResNet({ depth, classCount, inputChannels = 3, head, scale, seed }: CifarResNetOptions): Model {
  const blocksPerStage = (depth - 2) / 6;
  if (!Number.isInteger(blocksPerStage) || blocksPerStage < 1) {
    throw new InputError(`A CIFAR ResNet cannot have depth ${depth}: choose 6n + 2, such as 8, 20, 32 or 56.`);
  }
  const variables = new ModelVariables({ seed });

  const convolve = convolutionLayer(variables, 'conv1', {
    from: inputChannels,
    to: stageChannels[0]!,
    size: 3,
    fan: 'in',
  });
  const normalise = batchNormalisation(variables, 'bn1', stageChannels[0]!);
  const stem: ImageLayer = (images, mode) => normalise(convolve(images), { mode, relu: true });
  const blocks = stageChannels.flatMap((to, stage) =>
    Array.from({ length: blocksPerStage }, (_, block) => {
      const entersStage = block === 0 && stage > 0;
      const from = entersStage ? stageChannels[stage - 1]! : to;
      const stride = entersStage ? 2 : 1;
      return basicBlock(variables, `layer${stage + 1}.${block}`, { from, to, stride, shortcut: 'A', fan: 'in' });
    }),
  );
  const featureSize = stageChannels.at(-1)!;
  const classify = classifierHead(variables, {
    name: 'linear',
    featureSize,
    classCount,
    head,
    scale,
    weights: kaimingNormal({ fan: featureSize }),
  });
  return residualNetwork(variables, { layers: [stem, ...blocks], classify, featureSize, classCount });
}
