import type { Pipeline } from './protocol.js';

interface Rates {
  learningRate: number;
  weightDecay: number;
  batchSize: number;
  epochs: number;
}

/** As on CIFAR the rate follows a cosine, of which the supplement does not speak. */
const pipeline = ({ learningRate, weightDecay, batchSize, epochs }: Rates): Pipeline => ({
  augmentation: ['random-resized-crop', 'horizontal-flip', 'rand-augment'],
  optimizer: { weightDecay },
  schedule: { name: 'cosine', from: learningRate, per: 'epoch' },
  epochs,
  batchSize,
});

/**
 * How DBM trains BCL and GML on large data, for runs that wait for these data sets: ResNet-50 and ResNeXt-50 by the
 * text, RandAugment for the classified view and SimAugment for the contrasted ones by the supplement, whose Table 1 has
 * the rates.
 */
export const dbmLarge: Record<'ImageNet-LT' | 'iNaturalist2018', Record<'BCL' | 'GML', Pipeline>> = {
  'ImageNet-LT': {
    BCL: pipeline({ learningRate: 0.1, weightDecay: 5e-4, batchSize: 256, epochs: 90 }),
    GML: pipeline({ learningRate: 0.05, weightDecay: 5e-4, batchSize: 128, epochs: 90 }),
  },
  iNaturalist2018: {
    BCL: pipeline({ learningRate: 0.2, weightDecay: 1e-4, batchSize: 256, epochs: 100 }),
    GML: pipeline({ learningRate: 0.02, weightDecay: 2e-4, batchSize: 128, epochs: 100 }),
  },
};
