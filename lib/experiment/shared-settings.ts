import { type LongTailedCifar, labelOf } from './protocols/index.js';
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
 * Long-tailed CIFAR in some minutes on two cores: one protocol for all papers, so that a model that several of them want
 * is trained once.
 */
export function shortCifar(
  data: LongTailedCifar,
  { column, epochs = 20 }: { column: string; epochs?: number },
): Setting {
  return {
    column,
    label: `${labelOf(data)}, ${epochs} epochs`,
    reproduction: 'shortened',
    stageOne: {
      data,
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

/** For rows that adjust a model whose feature bank is committed: real features, without images or training. */
export function committedFeatures<Of extends Setting>(setting: Of): Of {
  return { ...setting, label: `features of a real model: ${setting.label}`, seeds: 1 };
}
