import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFeatureBank } from '../../lib/adjustment/index.js';
import { startEngine } from '../../lib/engine/index.js';
import { describeConfiguration, parseConfiguration, RunStore, type StageTwoInput } from '../../lib/experiment/index.js';
import { runStageOne } from '../../lib/experiment/stage-one.js';
import { runStageTwo } from '../../lib/experiment/stage-two.js';
import { createMetric } from '../../lib/metrics/index.js';
import { inventedRecord } from './committed-runs.js';
import { smallTraining, temporaryStore } from './small-runs.js';

const training = smallTraining({ epochs: 1 });
const configured = (changes: Partial<StageTwoInput>) => {
  const settled = parseConfiguration({
    stage: 'two',
    base: training,
    adjustment: { name: 'unadjusted' },
    seed: 0,
    ...changes,
  });
  if (settled.stage === 'one') throw new Error('stage two was asked for');
  return settled;
};

describe('stage two', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stage-two-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const base = {
    bank: async () => loadFeatureBank(join(folder, 'bank')),
    weights: async () => join(folder, 'weights.safetensors'),
  };
  let stageOne: Awaited<ReturnType<typeof runStageOne>>;
  beforeAll(async () => {
    await startEngine();
    const configuration = parseConfiguration(training);
    if (configuration.stage === 'two') throw new Error('stage one was asked for');
    stageOne = await runStageOne(configuration, { folder, bankFile: 'bank', onEvent: () => {} });
  });

  it('without an adjustment measures what stage one measured, but for the half precision of the bank', async () => {
    const { test, parameterCount, shiftedStatistics } = await runStageTwo(configured({}), base);
    expect(test.accuracy).toBeCloseTo(stageOne.test.accuracy, 2);
    expect(test.meanLogitByClass).toBeAllclose(stageOne.test.meanLogitByClass as number[], { absolute: 0.01 });
    expect(parameterCount).toEqual({ trained: 0, total: 650 });
    expect(shiftedStatistics).toBeUndefined();
  });

  it('shifts the batch normalisation on class-balanced images first, when asked to', async () => {
    const configuration = configured({ shiftBatchNorm: { batchSize: 64 } });
    const { test, runningStatistics, shiftedStatistics } = await runStageTwo(configuration, base);
    expect(test.meanLogitByClass).not.toEqual((await runStageTwo(configured({}), base)).test.meanLogitByClass);
    const shift = createMetric('batch-norm-shift', { counts: stageOne.classCounts })({
      runningStatistics: runningStatistics!,
      shiftedStatistics: shiftedStatistics!,
    } as never) as Record<string, { mean: number[] }>;
    expect(shift.bn1!.mean.some((difference) => Math.abs(difference) > 1e-4)).toBe(true);
    const again = await runStageTwo(configuration, base);
    expect(again.test).toEqual(test);
    expect(describeConfiguration(configuration)).toMatch(/seed-0 shifted-batch-norm unadjusted$/);
  });

  it('records the norms of a classifier that was trained anew', async () => {
    const adjustment = { name: 'crt', options: { epochs: 1 } };
    const { classWeightNorms, parameters } = await runStageTwo(configured({ adjustment }), base);
    expect(classWeightNorms).toEqual(parameters!.weightNorms);
    expect(classWeightNorms).not.toEqual(stageOne.classWeightNorms);
  });
});

describe('weights of stage one', () => {
  it('that are not at hand are asked for in one sentence', async () => {
    const store = temporaryStore();
    const record = inventedRecord(training, { engineClass: 'native' });
    const run = { record, provenance: 'committed' as const, file: join(store.results, 'records', 'x.json') };
    expect(new RunStore(store).hasWeights(run)).toBe(false);
    await expect(store.weightsOf(run)).rejects.toThrow('are not at hand');
  });
});
