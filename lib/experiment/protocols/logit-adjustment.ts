import { epochsOf, type Protocol } from './protocol.js';

export interface LogitAdjustmentSwitches {
  /**
   * `text` (default): section 6.2 and its supplement. `released`: a border of two pixels before the crop, Nesterov's
   * momentum, and Keras's l2(1e-4), which is twice that as weight decay and spares batch normalisation.
   *
   * The released ResNet-32 is a network of its own, with bottleneck blocks, which is not built here.
   */
  variant?: 'text' | 'released';
}

const iterations = 120_000;
const batchSize = 128;

/** 120,000 iterations, of which the released code makes 1,241 epochs on CIFAR-10-LT; five trials. */
export const logitAdjustment: Protocol<LogitAdjustmentSwitches> = {
  description:
    'Menon et al., 2021: 120,000 iterations of batch 128; a rate of 0.1 that rises over 2,000 iterations and falls tenfold after 60,000, 90,000 and 110,000; weight decay 1e-4; crop, flip',
  selection: 'last-epoch',
  pipeline: (imageCount, { variant = 'text' } = {}) => ({
    augmentation: [
      { name: 'random-crop', options: { padding: variant === 'text' ? 4 : 2 } },
      { name: 'horizontal-flip' },
    ],
    optimizer:
      variant === 'text' ? { weightDecay: 1e-4 } : { weightDecay: 2e-4, nesterov: true, decays: 'weights-only' },
    schedule: {
      name: 'multistep',
      from: 0.1,
      unit: 'iteration',
      milestones: [
        { after: 60_000, factor: 1e-1 },
        { after: 90_000, factor: 1e-2 },
        { after: 110_000, factor: 1e-3 },
      ],
      warmUp: { iterations: 2_000 },
    },
    epochs: epochsOf(iterations, { imageCount, batchSize }),
    batchSize,
  }),
};
