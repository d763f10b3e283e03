import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { createLoss, effectiveNumberWeights, losses, lossOptions } from '../../lib/losses/index.js';

const classCounts = [100, 10, 1];

describe('lossOptions', () => {
  it('fills in the defaults', () => {
    expect(lossOptions('logit-adjusted-loss')).toEqual({ tau: 1 });
    expect(lossOptions('class-balanced-loss', { beta: 0.999 })).toEqual({
      beta: 0.999,
      normalisation: 'sum-to-class-count',
      base: 'softmax',
      gamma: 1,
      reduction: 'batch-mean',
    });
  });

  it('suggests a name for one that is unknown', () => {
    expect(() => lossOptions('focal')).toThrow(InputError);
    expect(() => lossOptions('balanced-sofmax')).toThrow(
      "There is no loss named 'balanced-sofmax': did you mean 'balanced-softmax'",
    );
    expect(() => lossOptions('toString')).toThrow('There is no loss named');
  });

  it('refuses unknown options and values out of range', () => {
    expect(() => lossOptions('focal-loss', { gama: 2 })).toThrow(
      "loss focal-loss has no option 'gama': did you mean 'gamma'",
    );
    expect(() => lossOptions('cross-entropy', { tau: 1 })).toThrow(
      "loss cross-entropy takes no options: remove 'tau'.",
    );
    expect(() => lossOptions('focal-loss', { gamma: -1 })).toThrow("The option 'gamma' of loss focal-loss");
    expect(() => lossOptions('class-balanced-loss', { beta: 1 })).toThrow("The option 'beta'");
    expect(() => lossOptions('logit-adjusted-loss', { tau: Number.NaN })).toThrow(InputError);
  });

  it('says what every option means', () => {
    for (const [name, { options }] of Object.entries(losses)) {
      for (const [option, schema] of Object.entries(options.shape)) {
        expect(schema.description, `${name}.${option}`).toMatch(/\w/);
      }
    }
  });
});

describe('createLoss', () => {
  it('refuses a class without training samples', () => {
    expect(() => createLoss('cross-entropy', {}, { classCounts: [3, 0] })).toThrow('The count of class 1 is 0');
  });
});

describe('effectiveNumberWeights', () => {
  it('has the golden weights', () => {
    expect(effectiveNumberWeights(classCounts)).toBeAllclose(
      [0.027158721622260337, 0.2703688739931705, 2.702472404384569],
      { relative: 1e-10 },
    );
    expect(effectiveNumberWeights(classCounts, { beta: 0.999, normalisation: 'none' })).toBeAllclose(
      classCounts.map((count) => 0.001 / (1 - 0.999 ** count)),
      { relative: 1e-10 },
    );
  });

  it('ranges from equal weights at β = 0 to inverse counts as β nears 1', () => {
    expect(effectiveNumberWeights(classCounts, { beta: 0, normalisation: 'none' })).toEqual([1, 1, 1]);
    expect(effectiveNumberWeights(classCounts, { beta: 1 - 1e-12, normalisation: 'none' })).toBeAllclose(
      [0.01, 0.1, 1],
      {
        relative: 1e-9,
      },
    );
  });

  it('refuses β of 1 and empty classes', () => {
    expect(() => effectiveNumberWeights(classCounts, { beta: 1 })).toThrow('beta is 1');
    expect(() => effectiveNumberWeights([1, 0])).toThrow(InputError);
  });
});
