import { expect, test } from 'vitest';
import {
  configurationHash,
  type Item,
  parseConfiguration,
  type RunRecord,
  type RunStore,
} from '../../../lib/experiment/index.js';
import { renderPlan } from '../../../lib/harness/commands/plan.js';
import { planTier } from '../../../lib/harness/plan/plan-tier.js';
import { trainedImages } from '../../../lib/harness/plan/workload.js';
import { notebooksOf } from '../../../lib/harness/recipes.js';

const training = (loss: string, seed: number, width?: number) =>
  parseConfiguration({
    stage: 'one',
    data: { dataset: 'cifar-10', imbalanceFactor: 100 },
    model: { depth: 32, width },
    loss,
    training: loss === 'focal' ? 'bbn' : 'single-model',
    schedule: { name: 'cosine', from: 0.1 },
    epochs: 200,
    evaluateEvery: 100,
    batchSize: 64,
    seed,
  });
const images = 200 * 12_406 + (2 * 10_000) / 3;

function item(id: string, losses: string[], adjustments: string[] = []): Item {
  const cell = { column: 'c10', label: 'CIFAR-10-LT', reproduction: 'full-protocol' as const };
  const runs = [
    ...losses.map((loss) => ({ ...cell, row: loss, configuration: (seed: number) => training(loss, seed) })),
    ...adjustments.map((adjustment) => ({
      ...cell,
      row: adjustment,
      configuration: (seed: number) =>
        ({ stage: 'two', base: training('cross-entropy', seed), adjustment, seed }) as never,
    })),
  ];
  const plan = { seeds: 2, runs, leavesOut: [] };
  return { id, notebook: id, plans: { quick: plan, cpu: plan, paper: plan } };
}

const notebooks = [
  ...notebooksOf({ paper: 'marc', items: [item('T2', ['cross-entropy', 'focal']), item('F1', [], ['marc', 'ncm'])] }),
  ...notebooksOf({ paper: 'unimix', items: [item('T4', ['cross-entropy', 'balanced-softmax'])] }),
];

const engine = { name: 'native', device: 'a machine', threads: 2, instructionSet: '', versions: {} };
const recordOf = (configuration: object, seconds: number, rest = {}) =>
  ({ configuration, seconds, engine, ...rest }) as unknown as RunRecord;

/** The first seed of cross-entropy is there, made with 1,000 images a second; its sibling with MARC is of older code. */
const trained = parseConfiguration(training('cross-entropy', 0));
const adjusted = parseConfiguration({ stage: 'two', base: training('cross-entropy', 0), adjustment: 'marc', seed: 0 });
const provenances = new Map([
  [configurationHash(trained), 'stored'],
  [configurationHash(adjusted), 'stale'],
]);
const store = {
  find: (configuration: never) => {
    const provenance = provenances.get(configurationHash(configuration));
    return provenance ? { provenance } : null;
  },
  records: () => [recordOf(trained, images / 1000, { curve: [] }), recordOf(adjusted, 3)],
} as unknown as RunStore;

const plan = await planTier(notebooks, { tier: 'paper', store, engineClass: 'native' });

test('a training is counted in images, those only evaluated as a third', async () => {
  expect(await trainedImages(training('focal', 0) as never)).toBe(images);
});

test('counts distinct runs across papers, those that stage two starts from included, and what is at hand', () => {
  expect(plan.papers).toEqual([
    { paper: 'marc', asked: 8, stageOne: 4, stageTwo: 4 },
    { paper: 'unimix', asked: 4, stageOne: 4, stageTwo: 0 },
  ]);
  expect(plan.stageOne).toEqual({ runs: 6, current: 1, stale: 0 });
  expect(plan.stageTwo).toEqual({ runs: 4, current: 0, stale: 1 });
});

test('estimates the rest by the rates of the records, and says where a kind has none of its own', () => {
  expect(plan.missingImages).toBeCloseTo(5 * images);
  const [cost] = plan.costs;
  expect(cost).toMatchObject({ engine: 'native', device: 'a machine', threads: 2, stageTwoSeconds: 9 });
  expect(cost!.stageOneSeconds).toBeCloseTo((5 * images) / 1000);
  expect(cost!.kinds.map(({ kind, runs, measuredOn }) => [kind, runs, measuredOn])).toEqual([
    ['resnet-32 on CIFAR', 3, 'resnet-32 on CIFAR'],
    ['bbn resnet-32 on CIFAR', 2, 'resnet-32 on CIFAR'],
  ]);
});

test('takes a network of four times the width, where none was measured, for sixteen times as slow', async () => {
  const [cell] = item('S3', ['cross-entropy']).plans.paper.runs;
  const wide = { ...cell!, configuration: (seed: number) => training('cross-entropy', seed, 4) };
  const plan = { seeds: 1, runs: [wide], leavesOut: [] };
  const wider = notebooksOf({
    paper: 'dbm',
    items: [{ ...item('S3', []), plans: { quick: plan, cpu: plan, paper: plan } }],
  });
  const { costs } = await planTier(wider, { tier: 'paper', store, engineClass: 'native' });
  expect(costs[0]!.kinds).toMatchObject([
    { kind: 'resnet-32x4 on CIFAR', imagesPerSecond: images / (images / 1000) / 16, measuredOn: 'resnet-32 on CIFAR' },
  ]);
});

test('is told to people with engine and device', () => {
  const text = renderPlan(plan);
  expect(text).toContain('Tier paper: 6 distinct stage-one runs, 8 if papers shared none, and 4 stage-two runs.');
  expect(text).toContain('At hand: 1 of stage one, 1 (1 by older code or another engine) of stage two.');
  expect(text).toMatch(/^Measured on native, a machine, 2 threads: 3 h 2\d min, and 9.0 s for stage two/m);
  expect(text).toContain('1 record of resnet-32 on CIFAR, for want of its own');
});

test('without a record of such a network no cost is told', async () => {
  const empty = { ...store, find: () => null, records: () => [] } as unknown as RunStore;
  const { costs, ...rest } = await planTier(notebooks, { tier: 'paper', store: empty, engineClass: 'native' });
  expect(costs).toEqual([]);
  expect(renderPlan({ ...rest, costs })).toContain('No record at hand tells how fast');
});
