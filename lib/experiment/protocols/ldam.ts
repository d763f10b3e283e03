import { cropAndFlip, type Protocol } from './protocol.js';

export interface LdamSwitches {
  /** What the learning rate of 0.1 is multiplied by after 160 and after 180 epochs. Default [0.01, 0.0001]. */
  factors?: readonly [number, number];
  /** Default 128. */
  batchSize?: number;
}

/**
 * Two hundred epochs of SGD with two steps down, the pipeline of Cao et al. (LDAM-DRW, NeurIPS 2019) that others took
 * over. The text does not say that the accuracy is that of the best test epoch; the released code does.
 */
export const ldam: Protocol<LdamSwitches> = {
  description:
    'Cao et al., 2019: 200 epochs of batch 128; a rate of 0.1 that rises over five epochs and falls to a hundredth after 160 and to a ten-thousandth after 180; weight decay 2e-4; crop, flip',
  selection: 'best-test-epoch',
  pipeline: (_, { factors = [1e-2, 1e-4], batchSize = 128 } = {}) => ({
    augmentation: [...cropAndFlip],
    optimizer: { weightDecay: 2e-4 },
    schedule: {
      name: 'multistep',
      from: 0.1,
      milestones: [
        { after: 160, factor: factors[0] },
        { after: 180, factor: factors[1] },
      ],
      warmUp: { epochs: 5, per: 'epoch' },
    },
    epochs: 200,
    batchSize,
  }),
};
