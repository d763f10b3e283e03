import { cropAndFlip, type Protocol } from './protocol.js';

export interface DbmSwitches {
  /** `cosine` (default), or `step`, a tenth after 160 and again after 180 epochs (supplement, Table S2). */
  schedule?: 'cosine' | 'step';
  /** Whether AutoAugment and Cutout follow crop and flip. Default true; Table S2 goes without. */
  strongAugmentation?: boolean;
  /** Default 200; NCL takes 400. */
  epochs?: number;
  /** Default 0.1; BCL takes 0.15. */
  learningRate?: number;
  /** Default 2e-4; BCL takes 5e-4. */
  weightDecay?: number;
}

/** The text trains BCL with batches of 256, the command beside the released code keeps 64. */
export const dbm: Protocol<DbmSwitches> = {
  description:
    'Son et al., 2025 (text and released code): 200 epochs of batch 64; cosine from 0.1 after five epochs of warm-up; weight decay 2e-4; crop, flip, AutoAugment, Cutout',
  selection: 'best-test-epoch',
  pipeline: (
    _,
    { schedule = 'cosine', strongAugmentation = true, epochs = 200, learningRate = 0.1, weightDecay = 2e-4 } = {},
  ) => ({
    augmentation: strongAugmentation ? [...cropAndFlip, 'auto-augment', 'cutout'] : [...cropAndFlip],
    optimizer: { weightDecay },
    schedule: {
      ...(schedule === 'cosine'
        ? { name: 'cosine' as const, per: 'epoch' as const }
        : {
            name: 'multistep' as const,
            milestones: [
              { after: (160 / 200) * epochs, factor: 0.1 },
              { after: (180 / 200) * epochs, factor: 0.01 },
            ],
          }),
      from: learningRate,
      warmUp: { epochs: 5, per: 'epoch' },
    },
    epochs,
    batchSize: 64,
  }),
};
