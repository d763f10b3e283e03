import { cifarResNet, imageNetResNet, type Model, resNeXt50 } from '../lib/models/index.js';

/** A network of the library as the benchmark uses it; torch_contestant.py has the same under the same name. */
export interface Network {
  title: string;
  /** [height, width, channels]. */
  imageShape: [number, number, number];
  create(): Model;
}

export const networks = {
  'resnet-32': {
    title: 'ResNet-32',
    imageShape: [32, 32, 3],
    create: () => cifarResNet({ depth: 32, classCount: 10 }),
  },
  'resnet-50': {
    title: 'ResNet-50',
    imageShape: [224, 224, 3],
    create: () => imageNetResNet({ depth: 50, classCount: 1000 }),
  },
  'resnext-50': {
    title: 'ResNeXt-50',
    imageShape: [224, 224, 3],
    create: () => resNeXt50({ classCount: 1000 }),
  },
} as const satisfies Record<string, Network>;

export type NetworkName = keyof typeof networks;
