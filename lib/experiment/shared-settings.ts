import type { Setting } from './setting.js';

/** The embedded digits made long-tailed: what stands for CIFAR where a training may take seconds. */
export const longTailedDigits: Setting = {
  column: 'digits_if50',
  label: 'long-tailed digits, IF 50',
  reproduction: 'other-data',
  stageOne: {
    data: { dataset: 'digits', imbalanceFactor: 50 },
    model: { depth: 8 },
    augmentation: [{ name: 'random-crop', options: { padding: 1 } }],
    optimizer: { weightDecay: 5e-4 },
    schedule: { name: 'cosine', from: 0.1, warmUp: { epochs: 1 } },
    epochs: 40,
    batchSize: 32,
    evaluateEvery: 10,
  },
};

/**
 * CIFAR-10-LT in some minutes on two cores: one protocol for all papers, so that a model that several of them want is
 * trained once.
 */
export function shortCifar10(
  imbalanceFactor: number,
  { column, epochs = 20 }: { column: string; epochs?: number },
): Setting {
  return {
    column,
    label: `CIFAR-10-LT, IF ${imbalanceFactor}, ${epochs} epochs`,
    reproduction: 'shortened',
    stageOne: {
      data: { dataset: 'cifar-10', imbalanceFactor },
      model: { depth: 32 },
      augmentation: ['random-crop', 'horizontal-flip'],
      optimizer: { weightDecay: 5e-4 },
      schedule: { name: 'cosine', from: 0.1, warmUp: { epochs: 1 } },
      epochs,
      batchSize: 64,
      evaluateEvery: 5,
    },
  };
}
