import { InputError } from '../errors.js';
import { type Architecture, type ImageNetNetworkOptions, imageNetNetwork } from './imagenet-network.js';
import type { Model } from './model.js';

const architectures = {
  10: { block: 'basic', blocksPerStage: [1, 1, 1, 1] },
  50: { block: 'bottleneck', blocksPerStage: [3, 4, 6, 3] },
  101: { block: 'bottleneck', blocksPerStage: [3, 4, 23, 3] },
  152: { block: 'bottleneck', blocksPerStage: [3, 8, 36, 3] },
} satisfies Record<number, Architecture>;

export interface ImageNetResNetOptions extends ImageNetNetworkOptions {
  /** 10 has basic blocks, one a stage (Liu et al., 2019, for ImageNet-LT); the others have bottlenecks. */
  depth: keyof typeof architectures;
}

/**
 * The ResNet for large images (He et al., 2016, table 1), torchvision's version 1.5 with its names: a 7×7 stem, four
 * stages, projection shortcuts, the stride of a bottleneck on its 3×3; the image is reduced 32 times. ResNet-50 with
 * 1,000 classes has 25,557,032 parameters.
 *
 * @throws InputError for another depth.
 */
export function imageNetResNet({ depth, ...options }: ImageNetResNetOptions): Model {
  if (!Object.hasOwn(architectures, depth)) {
    throw new InputError(
      `An ImageNet ResNet cannot have depth ${depth}: choose ${Object.keys(architectures).join(', ')}.`,
    );
  }
  return imageNetNetwork(architectures[depth], options);
}
