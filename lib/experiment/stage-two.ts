import { createAdjustment, type FeatureBank } from '../adjustment/index.js';
import { weightNorms } from '../metrics/index.js';
import type { StageTwoConfiguration } from './configuration.js';
import { measure } from './measurements.js';
import type { RunRecord } from './record.js';

export type StageTwoResults = Pick<
  RunRecord,
  'classCounts' | 'parameterCount' | 'classWeightNorms' | 'parameters' | 'train' | 'test' | 'artifacts'
>;

/** Adjusts the classifier of a stage-one model on its feature bank and measures both splits. */
export async function runStageTwo(
  { adjustment, seed }: StageTwoConfiguration,
  bank: FeatureBank,
): Promise<StageTwoResults> {
  const classCount = bank.classCounts.length;
  const classifier = await createAdjustment(adjustment.name, adjustment.options, { seed }).fit(bank);
  // The boundaries move, W stays: margins before and after share ‖W_j‖ (MARC eq. 9).
  const norms = weightNorms(bank.head.weight, { classCount });
  const measureSplit = async (split: 'train' | 'test') => {
    const logits = await classifier.logits(bank, split);
    return measure({ logits, labels: bank[split].labels }, { classCount, weightNorms: norms });
  };
  const parameters = Object.entries(classifier.parameters).map(([name, values]) => [name, Array.from(values)]);
  return {
    classCounts: bank.classCounts,
    parameterCount: {
      trained: classifier.parameterCount,
      total: bank.head.weight.length + (bank.head.bias?.length ?? 0),
    },
    classWeightNorms: norms,
    parameters: Object.fromEntries(parameters),
    train: await measureSplit('train'),
    test: await measureSplit('test'),
    artifacts: {},
  };
}
