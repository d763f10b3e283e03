import { type ImageNetNetworkOptions, imageNetNetwork } from './imagenet-network.js';
import type { Model } from './model.js';

/**
 * ResNeXt-50 (32×4d) (Xie et al., 2017, table 1), with torchvision's names: ResNet-50 whose 3×3 convolutions have 32
 * groups of 4 channels in the first stage, doubling from stage to stage. With 1,000 classes it has 25,028,904
 * parameters.
 */
export function resNeXt50(options: ImageNetNetworkOptions): Model {
  return imageNetNetwork({ block: 'bottleneck', blocksPerStage: [3, 4, 6, 3], groups: 32, groupChannels: 4 }, options);
}
