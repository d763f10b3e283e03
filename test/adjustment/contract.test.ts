import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adjustments, createAdjustment, type FeatureBank } from '../../lib/adjustment/index.js';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { projectPath } from '../../lib/project.js';
import { hostEngines } from '../host-engines.js';
import type { AdjustmentCases } from './cases.js';
import { descend, rowsOf } from './float64.js';
import { smallBank, withClassOrder } from './small-bank.js';

const folder = projectPath('test', 'adjustment', 'cases');
const rows = await Promise.all(
  readdirSync(folder).map(async (file) => {
    const { cases } = (await import(`${folder}/${file}`)) as { cases: AdjustmentCases };
    return { name: file.replace('.ts', ''), ...cases };
  }),
);

/** Whole batches, so that the order of samples plays no part. */
const wholeBatches = {
  epochs: 3,
  batchSize: 1000,
  learningRate: 0.3,
  momentum: 0.9,
  weightDecay: 0.01,
  sampler: 'instance-balanced',
};
const descent = { steps: 3, learningRate: 0.3, momentum: 0.9, weightDecay: 0.01 };

it('has cases for every adjustment of the registry, and no others', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(adjustments).sort());
});

describe.each(rows)('$name', ({ name, options = {}, orderless = options, ...cases }) => {
  const bank = smallBank({ classCounts: [40, 12, 5, 1] });
  const logitsOf = async (changes: object, of: FeatureBank = bank, split: 'train' | 'test' = 'test', seed = 0) =>
    (await createAdjustment(name, { ...options, ...changes }, { seed }).fit(of)).logits(of, split);

  it('gives one row of finite logits for each sample of either split, and says how much it learned', async () => {
    const classifier = await createAdjustment(name, options).fit(bank);
    const [train, test] = [await classifier.logits(bank, 'train'), await classifier.logits(bank)];
    expect(test).toBeInstanceOf(Float32Array);
    expect([train.length, test.length]).toEqual([bank.train.count * 4, bank.test.count * 4]);
    expect([...train, ...test].every(Number.isFinite)).toBe(true);
    expect(classifier.parameterCount).toBe(cases.parameterCount({ classCount: 4, featureSize: bank.featureSize }));
    for (const values of Object.values(classifier.parameters))
      expect(Array.from(values).every(Number.isFinite)).toBe(true);
  });

  it.skipIf(!cases.reference)('has the logits of the reference in float64', async () => {
    for (const { options: changes, logits } of cases.reference ?? [])
      expect(await logitsOf(changes)).toBeAllclose(logits(bank, 'test'), { relative: 1e-5, absolute: 1e-5 });
  });

  it.skipIf(!cases.objective)('descends its objective as central differences do', async () => {
    const few = smallBank({ classCounts: [6, 3, 1], featureSize: 2 });
    for (const objective of cases.objective ?? []) {
      const learned = descend(few, objective, descent);
      const { logits, testLogits = logits } = objective;
      const expected = rowsOf(few, 'test').flatMap((z) => testLogits(z, learned, few));
      const found = await logitsOf({ ...wholeBatches, cosine: 'iteration', ...objective.options }, few);
      expect(found).toBeAllclose(expected, { relative: 1e-4, absolute: 1e-4 });
    }
  });

  it.skipIf(!cases.identity)('is the stage-one classifier where it must be', async () => {
    const unadjusted = await (await createAdjustment('unadjusted').fit(bank)).logits(bank);
    for (const changes of cases.identity ?? [])
      expect(await logitsOf(changes)).toBeAllclose(unadjusted, { relative: 1e-6, absolute: 1e-6 });
  });

  it('gives the same bits for the same seed, on one thread and on two', async () => {
    const engine = hostEngines[0]!;
    await startEngine({ engine, threads: 1 });
    const once = await logitsOf({});
    await startEngine({ engine, threads: 2 });
    expect(await logitsOf({}, smallBank({ classCounts: [40, 12, 5, 1] }))).toEqual(once);
  });

  it.skipIf(!cases.objective)('draws from its seed', async () => {
    expect(await logitsOf({}, bank, 'test', 1)).not.toEqual(await logitsOf({}, bank, 'test', 2));
  });

  it('gives each sample its logits, whatever its neighbours', async () => {
    const { features, labels, count } = bank.test;
    const last = features.slice(-bank.featureSize);
    const alone = { ...bank, test: { features: last, labels: labels.slice(-1), count: 1 } };
    const classifier = await createAdjustment(name, options).fit(bank);
    const all = await classifier.logits(bank);
    expect(await classifier.logits(alone)).toBeAllclose(all.slice(4 * (count - 1)), { relative: 1e-5, absolute: 1e-6 });
  });

  it('has the same numbers on every engine', async () => {
    const results: Float32Array[] = [];
    for (const engine of hostEngines) {
      await startEngine({ engine });
      results.push(await logitsOf({}));
    }
    for (const result of results) expect(result).toBeAllclose(results[0]!, { relative: 1e-4, absolute: 1e-4 });
    await startEngine();
  });

  it('leaves the bank as it was, and no tensor behind', async () => {
    const before = structuredClone(bank);
    await logitsOf({});
    const { tensors } = engineMemory();
    await logitsOf({}, bank, 'train');
    await logitsOf(orderless);
    expect(engineMemory().tensors).toBe(tensors);
    expect(bank).toEqual(before);
  });

  it('does not depend on the order of the classes', async () => {
    const order = [2, 0, 3, 1];
    const logits = await logitsOf(orderless);
    const permuted = await logitsOf(orderless, withClassOrder(bank, order));
    const restored = logits.map((_, i) => permuted[i - (i % 4) + order.indexOf(i % 4)]!);
    expect(restored).toBeAllclose(logits, { relative: 1e-4, absolute: 1e-4 });
  });

  it('works on a head without bias', async () => {
    const logits = await logitsOf({}, { ...bank, head: { weight: bank.head.weight, bias: null } });
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  it('stays finite with two classes and logits of 10,000', async () => {
    const steep = smallBank({ classCounts: [30, 1], scale: 3000 });
    expect((await logitsOf({}, steep)).every(Number.isFinite)).toBe(true);
  });

  it('works with 1,000 classes of one sample each', async () => {
    const wide = smallBank({ classCounts: new Array<number>(1000).fill(1), featureSize: 2 });
    const logits = await logitsOf({}, wide);
    expect(logits).toHaveLength(wide.test.count * 1000);
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  it('refuses an inconsistent bank, features of another model and unknown options', async () => {
    const train = { ...bank.train, labels: bank.train.labels.map(() => 4) };
    const fitted = (changes: Partial<FeatureBank>) => createAdjustment(name, options).fit({ ...bank, ...changes });
    await expect(fitted({ train })).rejects.toThrow('a train label is 4 and there are 4 classes');
    await expect(fitted({ classCounts: [40, 12, 5, 0] })).rejects.toThrow('the count of class 3 is 0');
    await expect(fitted({ classCounts: [40, 12, 5, -1] })).rejects.toThrow('the count of class 3 is -1');
    await expect(fitted({ featureSize: 5 })).rejects.toThrow(InputError);
    const classifier = await createAdjustment(name, options).fit(bank);
    const other = { ...bank, test: { ...bank.test, features: new Float32Array(3) } };
    await expect(classifier.logits(other)).rejects.toThrow('features of the same model');
    expect(() => createAdjustment(name, { nonsense: 1 })).toThrow(InputError);
  });

  it('tells what it is', () => {
    const { formula, source, papers } = adjustments[name]!;
    expect([formula, source].every((text) => text.length > 3)).toBe(true);
    expect(new Set(papers).size).toBe(papers.length);
  });
});

it('explains unknown names and options', () => {
  expect(() => createAdjustment('mark')).toThrow("did you mean 'marc'");
  expect(() => createAdjustment('marc', { gama: 1 })).toThrow(
    "adjustment marc has no option 'gama': did you mean 'gamma'",
  );
  expect(() => createAdjustment('marc', { gamma: -1 })).toThrow(InputError);
  expect(() => createAdjustment('marc', { sampler: 'class-blanced' })).toThrow("did you mean 'class-balanced'");
  expect(() => createAdjustment('unadjusted', { gamma: 1 })).toThrow('takes no options');
});
