export { type CifarResNetOptions, cifarResNet } from './cifar-resnet.js';
export { type Mode, type Model, parameterCount } from './model.js';
export { readSafetensors, type SafetensorsMap, writeSafetensors } from './safetensors.js';
export { exportWeights, importWeights, loadWeights, saveWeights } from './weights.js';
