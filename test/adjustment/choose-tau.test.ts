import { describe, expect, it } from 'vitest';
import { heldOutRows } from '../../lib/adjustment/choose-tau.js';
import { createAdjustment } from '../../lib/adjustment/index.js';
import { headLogits, logSoftmax, priors, rowsOf } from './float64.js';
import { smallBank, withClassOrder } from './small-bank.js';

const bank = smallBank({ classCounts: [60, 20, 7, 1], featureSize: 3 });
const grid = [0, 0.5, 1, 1.5, 2.5];

const chosen = async (name: string, tau: Record<string, unknown>, of = bank, seed = 0) =>
  (await createAdjustment(name, { tau }, { seed }).fit(of)).parameters;

describe('the held-out split', () => {
  const byClass = (rows: Int32Array) =>
    bank.classCounts.map((_, k) => rows.filter((i) => bank.train.labels[i] === k).length);

  it('has its share of each class, and one sample at least', () => {
    expect(byClass(heldOutRows(bank, 0.2, 0))).toEqual([12, 4, 1, 1]);
    expect(heldOutRows(bank, 1, 0)).toEqual(Int32Array.from(bank.train.labels.keys()));
  });

  it('is drawn from the seed, whatever the order of the classes', () => {
    expect(heldOutRows(bank, 0.2, 3)).toEqual(heldOutRows(bank, 0.2, 3));
    expect(heldOutRows(bank, 0.2, 3)).not.toEqual(heldOutRows(bank, 0.2, 4));
    expect(heldOutRows(withClassOrder(bank, [2, 0, 3, 1]), 0.2, 3)).toEqual(heldOutRows(bank, 0.2, 3));
  });
});

describe('τ of post-hoc logit adjustment', () => {
  const rows = rowsOf(bank, 'train');
  const labels = [...bank.train.labels];
  const meanByClass = (values: number[]) =>
    bank.classCounts.reduce((sum, count, k) => {
      const ofClass = values.filter((_, i) => labels[i] === k);
      return sum + ofClass.reduce((total, value) => total + value, 0) / count / bank.classCounts.length;
    }, 0);
  const adjusted = (tau: number) =>
    rows.map((z) => headLogits(z, bank).map((logit, k) => logit - tau * Math.log(priors(bank)[k]!)));
  const hits = (tau: number) =>
    adjusted(tau).map((logits, i) => Number(logits.indexOf(Math.max(...logits)) === labels[i]));

  it.each<[string, (tau: number) => number]>([
    ['balanced-accuracy', (tau) => meanByClass(hits(tau))],
    ['accuracy', (tau) => hits(tau).reduce((sum, hit) => sum + hit, 0) / labels.length],
    [
      'balanced-log-likelihood',
      (tau) => meanByClass(adjusted(tau).map((logits, i) => logSoftmax(logits)[labels[i]!]!)),
    ],
  ])('is the best by %s', async (criterion, value) => {
    const parameters = await chosen('post-hoc-logit-adjustment', { grid, criterion, share: 1 });
    const values = grid.map(value);
    expect(parameters.criterion).toBeAllclose(values, { relative: 1e-5, absolute: 1e-6 });
    expect(parameters.tau).toEqual([grid[values.indexOf(Math.max(...values))]]);
    expect(parameters.grid).toEqual(grid);
  });

  it('gives the classifier of that τ', async () => {
    const tau = (await chosen('post-hoc-logit-adjustment', { grid })).tau![0]!;
    const logits = async (options: Record<string, unknown>) =>
      (await createAdjustment('post-hoc-logit-adjustment', options).fit(bank)).logits(bank);
    expect(await logits({ tau: { grid } })).toEqual(await logits({ tau }));
  });
});

describe.each(['post-hoc-logit-adjustment', 'weight-normalisation'])('τ of %s', (name) => {
  it('does not look at the test split', async () => {
    const { labels, features, count } = bank.test;
    const shuffled = { labels: labels.map((label) => 3 - label), features: features.map((value) => -value), count };
    expect(await chosen(name, {}, { ...bank, test: shuffled })).toEqual(await chosen(name, {}));
  });

  it('is one of the grid, which has to hold something', async () => {
    expect((await chosen(name, {})).grid).toHaveLength(31);
    expect((await chosen(name, { grid: [0.3] })).tau).toEqual([0.3]);
    expect(() => createAdjustment(name, { tau: { grid: [] } })).toThrow(`adjustment ${name}`);
    expect(() => createAdjustment(name, { tau: { share: 0 } })).toThrow(`adjustment ${name}`);
  });
});
