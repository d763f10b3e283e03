/** Where MiSLAS's rows run: the columns of its tables with their lines of Table 6, and what stands for them at each tier. */
import type { ShotGroupRule } from '../../lib/data/index.js';
import {
  asPrinted,
  committedFeatures,
  type LongTailedCifar,
  longTailedCifars,
  longTailedDigits,
  type PlannedRun,
  parseConfiguration,
  protocols,
  type Setting,
  shortCifar,
  stageOneOf,
} from '../../lib/experiment/index.js';

/** What stage two takes from a line of Table 6, and its budget where that is another. */
interface StageTwo {
  /** ε_1 and ε_K. */
  epsilonHead: number;
  epsilonTail: number;
  /** Learning rate of ΔW in relation to that of s. */
  shiftRate: number;
  /** Default: 10 epochs of batch 128. */
  budget?: { epochs: number; batchSize: number };
  /** How long the running statistics follow other batches. Default: one epoch of batch 128. */
  shifting?: { epochs: number; batchSize: number };
}

export type TwoStageSetting = Setting & {
  stageTwo: StageTwo;
  /** What is different when the training set is balanced. Default: an imbalance factor of 1. */
  balanced?: { imbalanceFactor: number; epochs: number };
};

const line = (epsilonHead: number, epsilonTail: number, shiftRate: number): StageTwo => ({
  epsilonHead,
  epsilonTail,
  shiftRate,
});

/** Table 6, the columns ε_1, ε_K and ΔW, by imbalance factor. */
const linesOfTable6: Record<LongTailedCifar['dataset'], Record<number, StageTwo>> = {
  'cifar-10': { 10: line(0.1, 0, 0.2), 50: line(0.2, 0, 0.2), 100: line(0.3, 0, 0.5) },
  'cifar-100': { 10: line(0.2, 0, 0.1), 50: line(0.3, 0, 0.1), 100: line(0.4, 0.1, 0.2) },
};

export type Column = LongTailedCifar & { column: string };

export const columnsOfTable4: Column[] = longTailedCifars(100, 50, 10).map((data) => ({
  ...data,
  column: `${data.dataset.replace('cifar-', 'c')}_${data.imbalanceFactor}_acc`,
}));

/** Of Table 2 too. */
export const columnsOfTable3: Column[] = [100, 50, 10].map((imbalanceFactor) => ({
  dataset: 'cifar-100',
  imbalanceFactor,
  column: `if${imbalanceFactor}_acc`,
}));

/** The imbalance of the models whose features are committed. */
export const isHardest = ({ imbalanceFactor }: Column): boolean => imbalanceFactor === 100;

/** What all figures look at. */
export const cifar10: Column = { dataset: 'cifar-10', imbalanceFactor: 100, column: 'c10' };
export const cifar100: Column = { dataset: 'cifar-100', imbalanceFactor: 100, column: 'c100' };

const withStageTwo = (setting: Setting, { dataset, imbalanceFactor }: LongTailedCifar): TwoStageSetting => ({
  ...setting,
  stageTwo: linesOfTable6[dataset][imbalanceFactor]!,
});

export const printed = ({ column, ...data }: Column): TwoStageSetting =>
  withStageTwo(asPrinted(protocols.mislas, data, { column }), data);

export const onCpu = ({ column, ...data }: Column): TwoStageSetting => withStageTwo(shortCifar(data, { column }), data);

/** With the line of CIFAR-10-LT at the same imbalance, in smaller batches: 128 would be a third of the training images. */
export const digits = (column: string): TwoStageSetting => ({
  ...longTailedDigits,
  column,
  // Not every digit has as many training images as the first; more than three times the images in as many steps.
  balanced: { imbalanceFactor: 1.04, epochs: 12 },
  stageTwo: {
    ...linesOfTable6['cifar-10'][50]!,
    budget: { epochs: 50, batchSize: 32 },
    shifting: { epochs: 10, batchSize: 32 },
  },
});

/** Features of real models with and without mixup; shifted batch normalisation would need images and weights. */
export const featuresOf = (data: Column): TwoStageSetting => committedFeatures(onCpu(data));

/** How Figure 3 divides classes: at the caption's 100 and 20 training images, on the digits at a quarter of these. */
export function groupsOfFigure3({ configuration }: PlannedRun): { rule: ShotGroupRule; names: string[] } {
  const { dataset } = stageOneOf(parseConfiguration(configuration(0))).data;
  if (dataset === 'cifar-100')
    return { rule: 'oltr', names: ['head (over 100)', 'medium (20 to 100)', 'tail (under 20)'] };
  return { rule: 'digits', names: ['head (over 25)', 'medium (5 to 25)', 'tail (under 5)'] };
}
