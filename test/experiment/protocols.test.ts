import { describe, expect, test } from 'vitest';
import { asPrinted, type Protocol, parseConfiguration, protocols, type Setting } from '../../lib/experiment/index.js';

const data = { dataset: 'cifar-10', imbalanceFactor: 100 } as const;
const stageOne = ({ stageOne: setting }: Setting) => {
  const configuration = parseConfiguration({ stage: 'one', ...setting, loss: 'cross-entropy', seed: 0 });
  if (configuration.stage === 'two') throw new Error('stage one was asked for');
  return configuration;
};

describe('a protocol', () => {
  test.each(Object.entries(protocols) as [string, Protocol][])(
    '%s is a whole run but for the loss and the seed',
    (_, protocol) => {
      const { epochs, data: configured } = stageOne(asPrinted(protocol, data, { column: 'c10' }));
      expect(epochs).toBeGreaterThanOrEqual(200);
      expect(configured).toMatchObject({ ...data, profile: 'exponential' });
    },
  );

  test.each([
    // ⌈12,406 / 512⌉ = 25 and ⌈12,406 / 128⌉ = 97 iterations an epoch.
    ['balms', 13_000 / 25],
    ['logitAdjustment', Math.round(120_000 / 97)],
  ] as const)('%s counts iterations, which its training images turn into epochs', (name, epochs) => {
    expect(asPrinted(protocols[name], data, { column: 'c10' }).stageOne.epochs).toBe(epochs);
  });

  test('differs from its released code by switches', () => {
    const text = stageOne(asPrinted(protocols.balms, data, { column: 'c10' }));
    const released = stageOne(asPrinted(protocols.balms, data, { column: 'c10', variant: 'released' }));
    expect(text.augmentation.map(({ name }) => name)).toEqual(['random-crop', 'horizontal-flip']);
    expect(released.augmentation.map(({ name }) => name)).toEqual([
      'random-crop',
      'horizontal-flip',
      'auto-augment',
      'cutout',
    ]);
  });

  test('labels its column by the data', () => {
    const label = (changes: object) => asPrinted(protocols.ldam, { ...data, ...changes }, { column: 'c' }).label;
    expect([label({}), label({ profile: 'step' }), label({ dataset: 'cifar-100', imbalanceFactor: 1 })]).toEqual([
      'CIFAR-10-LT, IF 100',
      'CIFAR-10-LT, step profile, IF 100',
      'balanced CIFAR-100',
    ]);
  });
});
