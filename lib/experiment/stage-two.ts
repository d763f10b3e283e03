import { createAdjustment, type FeatureBank } from '../adjustment/index.js';
import { weightNorms } from '../metrics/index.js';
import type { StageTwoConfiguration } from './configuration.js';
import { measure } from './measurements.js';
import type { RunRecord } from './record.js';
import { shiftedBank } from './shifted-bank.js';

export type StageTwoResults = Pick<
  RunRecord,
  | 'classCounts'
  | 'parameterCount'
  | 'classWeightNorms'
  | 'parameters'
  | 'runningStatistics'
  | 'shiftedStatistics'
  | 'train'
  | 'test'
  | 'artifacts'
>;

/** Where stage two finds its stage-one model. */
export interface StageTwoBase {
  /** @throws InputError when it is not at hand. */
  bank: () => Promise<FeatureBank>;
  /** File of the weights. @throws InputError when it is not at hand. */
  weights: () => Promise<string>;
  dataFolder?: string;
}

/**
 * Adjusts the classifier of a stage-one model on its feature bank, or on a new one with shifted batch normalisation, and
 * measures both splits.
 */
export async function runStageTwo(
  configuration: StageTwoConfiguration,
  { bank: bankOfBase, weights, dataFolder }: StageTwoBase,
): Promise<StageTwoResults> {
  const { adjustment, shiftBatchNorm, seed } = configuration;
  const { bank, statistics } = shiftBatchNorm
    ? await shiftedBank(configuration, shiftBatchNorm, { weights: await weights(), dataFolder })
    : { bank: await bankOfBase() };
  const classCount = bank.classCounts.length;
  const classifier = await createAdjustment(adjustment.name, adjustment.options, { seed }).fit(bank);
  // Where the boundaries move and W stays, margins before and after share ‖W_j‖ (MARC eq. 9).
  const norms = Array.from(classifier.parameters.weightNorms ?? weightNorms(bank.head.weight, { classCount }));
  const measureSplit = async (split: 'train' | 'test') => {
    const logits = await classifier.logits(bank, split);
    return measure({ logits, labels: bank[split].labels }, { classCount, weightNorms: norms });
  };
  return {
    classCounts: bank.classCounts,
    parameterCount: {
      trained: classifier.parameterCount,
      total: bank.head.weight.length + (bank.head.bias?.length ?? 0),
    },
    classWeightNorms: norms,
    parameters: plainNumbers(classifier.parameters),
    ...(statistics && {
      runningStatistics: plainNumbers(statistics.before),
      shiftedStatistics: plainNumbers(statistics.after),
    }),
    train: await measureSplit('train'),
    test: await measureSplit('test'),
    artifacts: {},
  };
}

function plainNumbers(values: Readonly<Record<string, ArrayLike<number>>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, Array.from(numbers)]));
}
