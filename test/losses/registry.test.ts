import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { createLoss, losses, lossOptions } from '../../lib/losses/index.js';
import { papers } from '../../lib/method.js';

describe('lossOptions', () => {
  it('fills in the defaults', () => {
    expect(lossOptions('logit-adjusted')).toEqual({ tau: 1, targetPrior: 'uniform', logarithm: 'exact' });
    expect(lossOptions('class-balanced', { beta: 0.999 })).toEqual({
      beta: 0.999,
      base: 'softmax',
      gamma: 1,
      reduction: 'batch-mean',
    });
  });

  it('suggests a name for one that is unknown', () => {
    expect(() => lossOptions('focal-loss')).toThrow(InputError);
    expect(() => lossOptions('balanced-sofmax')).toThrow(
      "There is no loss named 'balanced-sofmax': did you mean 'balanced-softmax'",
    );
    expect(() => lossOptions('toString')).toThrow('There is no loss named');
  });

  it('refuses unknown options and values out of range', () => {
    expect(() => lossOptions('focal', { gama: 2 })).toThrow("loss focal has no option 'gama': did you mean 'gamma'");
    expect(() => lossOptions('cross-entropy', { tau: 1 })).toThrow(
      "loss cross-entropy takes no options: remove 'tau'.",
    );
    expect(() => lossOptions('focal', { gamma: -1 })).toThrow("The option 'gamma' of loss focal");
    expect(() => lossOptions('class-balanced', { beta: 1 })).toThrow("The option 'beta'");
    expect(() => lossOptions('logit-adjusted', { tau: Number.NaN })).toThrow(InputError);
  });
});

describe.each(Object.entries(losses))('%s', (name, { options, formula, source, papers: usedBy }) => {
  it('says what it is, where it comes from, and what every option means', () => {
    expect(formula).toMatch(/\w/);
    expect(source).toMatch(/\w/);
    expect(papers).toEqual(expect.arrayContaining([...usedBy]));
    for (const [option, schema] of Object.entries(options.shape)) {
      expect(schema.description, `${name}.${option}`).toMatch(/\w/);
    }
  });

  it('has a default for every option', () => {
    expect(Object.keys(lossOptions(name))).toEqual(Object.keys(options.shape));
  });
});

describe('createLoss', () => {
  it('refuses a class without training samples', () => {
    expect(() => createLoss('cross-entropy', { counts: [3, 0] })).toThrow('The count of class 1 is 0');
  });

  it('refuses a target prior of another number of classes', () => {
    expect(() => createLoss('balanced-softmax', { counts: [3, 2], targetPrior: [1, 1, 1] })).toThrow(
      'The targetPrior has 3 shares for 2 classes',
    );
  });

  it('refuses weights inside the probability of a sigmoid focal loss', () => {
    const options = { base: 'sigmoid', classWeights: 'effective-number', weighting: 'inside' };
    expect(() => createLoss('focal', { counts: [3, 2], ...options })).toThrow(InputError);
  });
});
