import { describe, expect, test } from 'vitest';
import { configurationHash, describeConfiguration, parseConfiguration } from '../../lib/experiment/index.js';
import { smallTraining } from './small-runs.js';

describe('a run configuration', () => {
  test('is settled: every default is filled in, the methods’ own included', () => {
    const settled = parseConfiguration({ ...smallTraining(), loss: { name: 'focal' } });
    expect(settled).toMatchObject({
      data: { profile: 'exponential', subsetSeed: 0 },
      loss: { name: 'focal', options: { gamma: 1 } },
      optimizer: { momentum: 0.9, nesterov: false },
      sampler: { name: 'instance-balanced' },
      training: { name: 'single-model', options: {} },
    });
    expect(parseConfiguration(settled)).toEqual(settled);
  });

  test('hashes the same however it is written down', () => {
    const { seed, data, ...rest } = smallTraining();
    const written = parseConfiguration({ ...rest, optimizer: { momentum: 0.9 }, data, seed });
    expect(configurationHash(written)).toBe(configurationHash(parseConfiguration(smallTraining())));
    expect(configurationHash(parseConfiguration(smallTraining({ seed: 1 })))).not.toBe(configurationHash(written));
  });

  test.each([
    [{ ...smallTraining(), epoch: 3 }, '"epoch": did you mean "epochs"?'],
    [smallTraining({ optimizer: { wieghtDecay: 1 } as never }), '"optimizer.wieghtDecay": did you mean "weightDecay"?'],
    [smallTraining({ data: { dataset: 'digits', imbalanceFactr: 10 } as never }), 'did you mean "imbalanceFactor"?'],
    [smallTraining({ loss: { name: 'focal-los' } }), "did you mean 'focal'"],
    [smallTraining({ loss: { name: 'focal', options: { gama: 2 } } }), "did you mean 'gamma'"],
    [smallTraining({ epochs: 0 }), 'cannot be used at "epochs"'],
    [{ ...smallTraining(), seed: undefined }, 'The run configuration lacks "seed": add it.'],
    [{ ...smallTraining(), data: { dataset: 'digits' } }, 'lacks "data.imbalanceFactor": add it.'],
    [{ ...smallTraining(), stage: undefined }, 'no stage that is known: set "stage" to "one" or "two".'],
    [{ ...smallTraining(), stage: 'three' }, 'no stage that is known: set "stage" to "one" or "two".'],
    [null, 'The run configuration is null: give an object with "stage".'],
    [smallTraining({ schedule: { name: 'cosin' } as never }), 'cannot be used at "schedule'],
    [
      { stage: 'two', base: { ...smallTraining(), sed: 1 }, adjustment: { name: 'marc' }, seed: 0 },
      '"base.sed": did you mean "seed"?',
    ],
    [
      smallTraining({ augmentation: ['random-crop', { name: 'cutout', option: {} } as never] }),
      'did you mean "options"?',
    ],
    [smallTraining({ deferral: { epoch: 2 } }), 'it changes nothing: give a loss or a sampler'],
    [smallTraining({ deferral: { epoch: 9, loss: 'focal' } }), 'it never comes: give an epoch before the last'],
    [smallTraining({ optimizer: { beta2: 0.9 } }), 'SGD no beta2 and no epsilon'],
    [smallTraining({ optimizer: { name: 'adam', nesterov: true } }), 'Adam has no nesterov'],
    [smallTraining({ loss: 'ldam' }), 'the loss takes cosines: choose the head "cosine"'],
    [smallTraining({ mixing: 'mixup', training: 'single-modell' }), "did you mean 'single-model'"],
    [{ stage: 'two', base: smallTraining(), adjustment: { name: 'mark' }, seed: 0 }, "did you mean 'marc'"],
  ])('refuses %# in one sentence that names the nearest key', (input, sentence) => {
    expect(() => parseConfiguration(input)).toThrow(sentence);
  });

  test('takes a method by its name alone, or with options', () => {
    const short = parseConfiguration(smallTraining({ loss: 'focal', sampler: 'class-balanced', mixing: 'mixup' }));
    const long = smallTraining({ loss: { name: 'focal', options: { gamma: 1 } }, sampler: { name: 'class-balanced' } });
    expect(short).toEqual(parseConfiguration({ ...long, mixing: { name: 'mixup', options: { alpha: 1 } } }));
  });

  test('has a name for people', () => {
    expect(
      describeConfiguration(
        parseConfiguration(
          smallTraining({ mixing: 'mixup', deferral: { epoch: 2, loss: 'class-balanced' }, model: { depth: 8 } }),
        ),
      ),
    ).toBe('digits-lt-20 resnet-8 mixup cross-entropy deferred class-balanced seed-0');
    const base = smallTraining({ sampler: { name: 'class-balanced' } });
    const run = parseConfiguration({ stage: 'two', base, adjustment: { name: 'marc' }, seed: 0 });
    expect(describeConfiguration(run)).toBe('digits-lt-20 resnet-8 cross-entropy class-balanced seed-0 marc');
  });
});
