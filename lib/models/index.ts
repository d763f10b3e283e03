export { type CifarResNetOptions, cifarResNet } from './cifar-resnet.js';
export type { ImageNetNetworkOptions } from './imagenet-network.js';
export { type ImageNetResNetOptions, imageNetResNet } from './imagenet-resnet.js';
export { type Mode, type Model, type Network, parameterCount } from './model.js';
export { type ProjectionHead, type ProjectionHeadOptions, projectionHead } from './projection.js';
export { resNeXt50 } from './resnext.js';
export { readSafetensors, type SafetensorsMap, writeSafetensors } from './safetensors.js';
export { type VisionTransformerOptions, visionTransformer } from './vision-transformer.js';
export { exportWeights, importWeights, loadWeights, saveWeights } from './weights.js';
