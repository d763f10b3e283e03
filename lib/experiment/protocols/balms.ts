import { cropAndFlip, epochsOf, type Protocol } from './protocol.js';

export interface BalmsSwitches {
  /**
   * `text` (default): MARC's, section 4.1, which names no augmentation and a cosine from 0.05. `released`: the code of
   * Balanced Meta-Softmax, whose lineage MARC belongs to, with AutoAugment, Cutout, and a rate that rises from 0.05 to
   * 0.1 over 800 iterations before the cosine.
   */
  variant?: 'text' | 'released';
}

/** 13,000 iterations of batch 512. MARC released no code, so `released` is that of its lineage. */
export const balms: Protocol<BalmsSwitches> = {
  description:
    'Wang et al., 2022, section 4.1 (the lineage of Balanced Meta-Softmax): 13,000 iterations of batch 512; cosine from 0.05; weight decay 5e-4; crop, flip',
  selection: 'best-test-epoch',
  pipeline: (imageCount, { variant = 'text' } = {}) => ({
    augmentation: variant === 'text' ? [...cropAndFlip] : [...cropAndFlip, 'auto-augment', 'cutout'],
    optimizer: { weightDecay: 5e-4 },
    schedule:
      variant === 'text'
        ? { name: 'cosine', from: 0.05 }
        : { name: 'cosine', from: 0.1, per: 'epoch', warmUp: { iterations: 800, from: 0.05 } },
    epochs: epochsOf(13_000, { imageCount, batchSize: 512 }),
    batchSize: 512,
  }),
};
