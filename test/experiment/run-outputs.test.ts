import { beforeAll, describe, expect, test } from 'vitest';
import {
  balancedError,
  ensurePlan,
  ensureRun,
  type FoundRun,
  hasFeatures,
  type Item,
  type PlannedRun,
  type RunConfigurationInput,
  runOutputs,
  sweepAdjustment,
} from '../../lib/experiment/index.js';
import { accuracy, argmaxRows, confusionMatrix } from '../../lib/metrics/index.js';
import { smallTraining, temporaryStore } from './small-runs.js';

const store = temporaryStore();
const training = smallTraining({ epochs: 1 });
const crt: RunConfigurationInput = {
  stage: 'two',
  base: training,
  adjustment: { name: 'crt', options: { epochs: 1, batchSize: 32 } },
  seed: 0,
};
let runs: FoundRun[];

beforeAll(async () => {
  runs = [await ensureRun(training, { store }), await ensureRun(crt, { store })];
});

describe('the outputs of a run', () => {
  test.each([0, 1])('are those that its record measures (stage %#)', async (stage) => {
    const { logits, labels, classCount, count, features, featureSize } = await runOutputs(runs[stage]!, { store });
    const measured = accuracy(confusionMatrix(labels, argmaxRows(logits, { classCount }), { classCount }));
    expect(measured).toBeCloseTo(runs[stage]!.record.test.accuracy, stage === 0 ? 2 : 10);
    expect([labels.length, features.length]).toEqual([count, count * featureSize]);
  });

  test('are of the training images where asked', async () => {
    const { count, classCounts } = await runOutputs(runs[0]!, { store, split: 'train' });
    expect(count).toBe(classCounts.reduce((a, b) => a + b));
  });
});

describe('a sweep of an adjustment', () => {
  test('measures what the runs of its options would', async () => {
    const swept = await sweepAdjustment(runs[1]!, 'post-hoc-logit-adjustment', [{ tau: 0 }, { tau: 1 }], { store });
    const { record } = await ensureRun(
      { stage: 'two', base: training, adjustment: 'post-hoc-logit-adjustment', seed: 0 },
      { store },
    );
    expect(swept[1]).toBeCloseTo(balancedError(record), 10);
    expect(swept[0]).toBeGreaterThan(0);
  });

  test('can be made where the features are', async () => {
    expect(await hasFeatures(runs[1]!, { store })).toBe(true);
    expect(await hasFeatures(runs[1]!, { store: temporaryStore() })).toBe(false);
  });
});

describe('a plan of which only records are wanted', () => {
  const planned = (row: string, configuration: RunConfigurationInput): PlannedRun => ({
    row,
    column: 'digits',
    label: 'digits',
    reproduction: 'other-data',
    configuration: () => configuration,
  });
  const plan = {
    seeds: 1,
    leavesOut: [],
    runs: [
      planned('trained', training),
      planned('adjusted', crt),
      planned('a second from here', { ...crt, adjustment: 'ncm' }),
      planned('not trained', { ...training, loss: 'focal' }),
      planned('adjusts what is not trained', { ...crt, base: { ...training, loss: 'focal' } }),
    ],
  };
  const item: Item = { id: 'T1', notebook: 'table-1', plans: { quick: plan, cpu: plan, paper: plan } };

  test('has the runs that are at hand, and those that adjust a model that is', async () => {
    const results = await ensurePlan(item, 'cpu', { store, recorded: true });
    expect(results.map(({ row }) => row)).toEqual(['trained', 'adjusted', 'a second from here']);
  });
});
