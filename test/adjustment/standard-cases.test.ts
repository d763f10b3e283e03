import { describe, expect, it } from 'vitest';
import {
  type Adjuster,
  adjustments,
  createAdjustment,
  marc,
  postHocLogitAdjustment,
  tauNormalisation,
  unadjusted,
} from '../../lib/adjustment/index.js';
import { InputError } from '../../lib/errors.js';
import { smallBank, withClassOrder } from './small-bank.js';

/** One row for each adjustment; the number of learned parameters is what MARC's table 6 counts. */
const rows: { name: string; options?: object; learned: (classCount: number) => number }[] = [
  { name: 'unadjusted', learned: () => 0 },
  { name: 'post-hoc-logit-adjustment', learned: () => 0 },
  { name: 'tau-normalisation', learned: () => 0 },
  { name: 'marc', options: { epochs: 3, batchSize: 16 }, learned: (classCount) => 2 * classCount },
];

it('has a row of standard cases for every adjustment of the registry', () => {
  expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(Object.keys(adjustments)));
});

describe.each(rows)('$name', ({ name, options, learned }) => {
  const adjust = createAdjustment(name, options, { seed: 0 });
  const bank = smallBank({ classCounts: [40, 12, 5, 1] });

  it('gives one row of finite logits for each sample, and says how much it learned', () => {
    const classifier = adjust(bank);
    const logits = classifier.logits(bank.test);
    expect(logits).toBeInstanceOf(Float32Array);
    expect(logits).toHaveLength(bank.test.count * 4);
    expect(logits.every(Number.isFinite)).toBe(true);
    expect(classifier.parameterCount).toBe(learned(4));
  });

  it('gives the same bits when asked again', () => {
    expect(adjust(bank).logits(bank.test)).toEqual(
      adjust(smallBank({ classCounts: [40, 12, 5, 1] })).logits(bank.test),
    );
  });

  it('leaves the bank as it was', () => {
    const before = structuredClone(bank);
    adjust(bank).logits(bank.test);
    expect(bank).toEqual(before);
  });

  it('does not depend on the order of the classes', () => {
    const order = [2, 0, 3, 1];
    const logits = adjust(bank).logits(bank.test);
    const permuted = adjust(withClassOrder(bank, order)).logits(bank.test);
    const restored = logits.map((_, i) => permuted[i - (i % 4) + order.indexOf(i % 4)]!);
    expect(restored).toBeAllclose(logits, { relative: 1e-6, absolute: 1e-6 });
  });

  it('works on a head without bias', () => {
    const withoutBias = { ...bank, head: { weight: bank.head.weight, bias: null } };
    expect(adjust(withoutBias).logits(bank.test).every(Number.isFinite)).toBe(true);
  });

  it('stays finite with logits of 10,000', () => {
    const steep = smallBank({ classCounts: [30, 1], scale: 3000 });
    const gentle = name === 'marc' ? createAdjustment(name, { learningRate: 1e-6 }, { seed: 0 }) : adjust;
    const logits = gentle(steep).logits(steep.test);
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  it('works with 1,000 classes of one sample each', () => {
    const wide = smallBank({ classCounts: new Array<number>(1000).fill(1), featureSize: 2 });
    expect(adjust(wide).logits({ ...wide.test, features: wide.test.features.subarray(0, 20), count: 10 })).toHaveLength(
      10_000,
    );
  });

  it('refuses an inconsistent bank and features of another model', () => {
    const train = { ...bank.train, labels: bank.train.labels.map(() => 4) };
    expect(() => adjust({ ...bank, train })).toThrow('a train label is 4 and there are 4 classes');
    expect(() => adjust({ ...bank, classCounts: [40, 12, 5, 0] })).toThrow('the count of class 3 is 0');
    expect(() => adjust({ ...bank, featureSize: 5 })).toThrow(InputError);
    expect(() => adjust(bank).logits({ ...bank.test, features: new Float32Array(3) })).toThrow(
      'features of the same model',
    );
  });
});

it.each<[string, Adjuster]>([
  ['unadjusted', unadjusted],
  ['post-hoc-logit-adjustment', postHocLogitAdjustment],
  ['tau-normalisation', tauNormalisation],
  ['marc', marc],
])('%s has the same defaults as a function and in a run configuration', (name, adjuster) => {
  const bank = smallBank({ classCounts: [40, 12, 5, 1] });
  const configured = createAdjustment(name, {}, { seed: 0 })(bank);
  expect(adjuster(bank).logits(bank.test)).toEqual(configured.logits(bank.test));
});

it('explains unknown names and options', () => {
  expect(() => createAdjustment('mark', {}, { seed: 0 })).toThrow("did you mean 'marc'");
  expect(() => createAdjustment('marc', { gama: 1 }, { seed: 0 })).toThrow(
    "adjustment marc has no option 'gama': did you mean 'gamma'",
  );
  expect(() => createAdjustment('marc', { gamma: -1 }, { seed: 0 })).toThrow(InputError);
  expect(() => createAdjustment('unadjusted', { gamma: 1 }, { seed: 0 })).toThrow('takes no options');
});
