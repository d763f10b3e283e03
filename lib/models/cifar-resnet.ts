import { globalAveragePool } from '../engine/index.js';
import { assembleModel } from './assemble-model.js';
import { blocksPerStage, cifarStage, cifarStem, stageChannels, type WidthOption } from './cifar-stages.js';
import { classifierHead, type HeadChoice } from './heads.js';
import { inSequence } from './image-layer.js';
import { kaimingNormal } from './initialisers.js';
import { type Model, ModelVariables, type SeedOption } from './model.js';

export interface CifarResNetOptions extends HeadChoice, SeedOption, WidthOption {
  /** 6n + 2 layers, n residual blocks in each of three stages: 8, 14, 20, 32, 44, 56, … */
  depth: number;
  classCount: number;
  /** Default 3; the digits have 1. */
  inputChannels?: number;
}

/**
 * The ResNet for small images (He et al., 2016, section 4.2): one 3×3 convolution, three stages of n blocks with 16, 32
 * and 64 channels, global average pooling. Shortcuts without parameters (option A), Kaiming-normal convolutions and
 * head (fan-in), and PyTorch's batch normalisation, as in the code that the long-tailed CIFAR papers share; ResNet-32
 * with ten classes has 464,154 parameters.
 *
 * @throws InputError when the depth is not 6n + 2, or the width no whole number.
 */
export function cifarResNet({
  depth,
  classCount,
  inputChannels = 3,
  width,
  head,
  scale,
  seed,
}: CifarResNetOptions): Model {
  const blockCount = blocksPerStage(depth);
  const channels = stageChannels({ width });
  const variables = new ModelVariables({ seed });
  const backbone = inSequence([
    cifarStem(variables, { from: inputChannels, to: channels[0] }),
    ...channels.map((to, stage) =>
      cifarStage(variables, `layer${stage + 1}`, { from: channels[stage - 1] ?? to, to, blockCount }),
    ),
  ]);
  const featureSize = channels[2];
  return assembleModel(variables, {
    features: (images, mode) => globalAveragePool(backbone(images, mode)),
    head: classifierHead(variables, {
      name: 'linear',
      featureSize,
      classCount,
      head,
      scale,
      weights: kaimingNormal({ fan: featureSize }),
    }),
  });
}
