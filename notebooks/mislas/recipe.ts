/**
 * MiSLAS: mixup, shifted batch normalisation and label-aware smoothing (Zhong et al., CVPR 2021): which runs its tables
 * and figures need at each tier.
 *
 * Stage two is the same for every row, as Table 6 has it: a rate of 0.1 along a cosine, for 10 epochs of batch 128, or
 * for 50 of batch 32 on the digits. The rows differ in what they learn in it, and on whose features.
 */
import { cells, closedForm, type Item, only, type PlannedRun, type Recipe } from '../../lib/experiment/index.js';
import {
  featureRows,
  forms,
  formsOfFigure6,
  formsWithoutShift,
  losses,
  lossesWithoutShift,
  modules,
  plainRows,
  type Rows,
  smoothingGrid,
  smoothingGridWithoutShift,
  softAndHard,
  streams,
  trainedRows,
  twoStageRows,
} from './rows.js';
import {
  type Column,
  cifar10,
  cifar100,
  columnsOfTable3,
  columnsOfTable4,
  digits,
  featuresOf,
  isHardest,
  onCpu,
  printed,
  type TwoStageSetting,
} from './settings.js';

const noImages = 'Shift learning on the features of real models: it needs their images and their weights.';
const noBalanced = 'A model of the balanced set beside the features of the long-tailed one.';
const moreBalanced = 'The columns that are less imbalanced than 100, whose models have no committed features.';
const shortModels =
  'The printed schedule of 200 epochs: the models whose features are committed were trained for twenty.';
const shortSchedule = 'The printed schedule of 200 epochs: this tier trains twenty.';
const bestEpoch = 'The best test epoch of either stage, which the released code reports: both end with their last.';

type SettingOf = (data: Column) => TwoStageSetting;

interface Plans {
  quick: PlannedRun[];
  /** The same runs at both deeper tiers. */
  deeper: (setting: SettingOf) => PlannedRun[];
  /** Of the quick tier. Default: the less imbalanced columns, the long schedule, and shift learning on features. */
  leavesOut?: string[];
  /** Of every tier. */
  always?: string[];
  /** Of the quick tier. Default 3. */
  seeds?: number;
}

function plans({
  quick,
  deeper,
  leavesOut = [moreBalanced, shortModels, noImages],
  always = [],
  seeds = 3,
}: Plans): Item['plans'] {
  return {
    quick: { seeds, runs: quick, leavesOut: [...leavesOut, ...always] },
    cpu: { seeds: 1, runs: deeper(onCpu), leavesOut: [shortSchedule, ...always] },
    paper: { seeds: 3, runs: deeper(printed), leavesOut: [bestEpoch, ...always] },
  };
}

const table2: Item = {
  id: 'T2',
  notebook: 'table-2',
  partial: true,
  plans: plans({
    quick: [
      ...cells(losses, [digits('digits_if50_acc')]),
      ...cells(lossesWithoutShift, columnsOfTable3.filter(isHardest).map(featuresOf)),
    ],
    deeper: (setting) => cells(losses, columnsOfTable3.map(setting)),
  }),
};

const table3: Item = {
  id: 'T3',
  notebook: 'table-3',
  partial: true,
  plans: plans({
    quick: [
      ...cells(modules, [digits('digits_if50_acc')]),
      ...cells(only(modules, 'none', 'MU', 'MU+LAS'), columnsOfTable3.filter(isHardest).map(featuresOf)),
    ],
    deeper: (setting) => cells(modules, columnsOfTable3.map(setting)),
  }),
};

const withoutShift = only(twoStageRows, 'cRT+mixup', 'LWS+mixup', 'MiSLAS-without-SL');

const table4: Item = {
  id: 'T4',
  notebook: 'table-4',
  partial: true,
  plans: plans({
    quick: [
      ...cells({ ...only(trainedRows, 'CE', 'mixup', 'BBN'), ...twoStageRows }, [digits('digits_if50_acc')]),
      // No other paper's table has these with three seeds.
      ...cells(only(trainedRows, 'LDAM+DRW', 'Remix+DRW'), [{ ...digits('digits_if50_acc'), seeds: 1 }]),
      ...cells({ ...featureRows, ...withoutShift }, columnsOfTable4.filter(isHardest).map(featuresOf)),
      // Without shift learning on CIFAR-10-LT alone.
      ...cells(only(twoStageRows, 'MiSLAS-released'), [featuresOf(columnsOfTable4[0]!)]),
    ],
    deeper: (setting) => cells({ ...trainedRows, ...twoStageRows }, columnsOfTable4.map(setting)),
    leavesOut: [
      moreBalanced,
      'LDAM+DRW, BBN and Remix+DRW on CIFAR-LT, whose models have no committed features.',
      'The second and the third seed of LDAM+DRW and Remix+DRW.',
      shortModels,
      noImages,
    ],
    always: ['The 300 epochs of Remix+DRW: it has as many as the other rows.'],
  }),
};

/** Its notebook reads the runs of Table 4. */
const table6 = closedForm('T6', 'table-6', {
  leavesOut: ['The lines of ImageNet-LT, Places-LT and iNaturalist 2018.'],
});

const withLongTail = only(plainRows, 'plain', 'cRT', 'LWS');

const figure1: Item = {
  id: 'F1',
  notebook: 'figure-1',
  partial: true,
  plans: plans({
    quick: [...cells(plainRows, [digits('digits_if50')]), ...cells(withLongTail, [featuresOf(cifar100)])],
    deeper: (setting) => cells(plainRows, [setting(cifar100)]),
    leavesOut: [noBalanced, shortModels],
    seeds: 1,
  }),
};

const figure3: Item = {
  id: 'F3',
  notebook: 'figure-3',
  plans: plans({
    quick: cells(softAndHard, [digits('digits_if50'), featuresOf(cifar100)]),
    deeper: (setting) => cells(softAndHard, [setting(cifar100)]),
    leavesOut: [shortModels],
    seeds: 1,
  }),
};

const calibrated = {
  ...only(plainRows, 'balanced', 'cRT', 'LWS'),
  ...only(twoStageRows, 'cRT+mixup', 'LWS+mixup'),
  'LWS+mixup+SL': modules['MU+SL']!,
  MiSLAS: twoStageRows.MiSLAS!,
};

const figure4: Item = {
  id: 'F4',
  notebook: 'figure-1',
  partial: true,
  plans: plans({
    quick: [
      ...cells(calibrated, [digits('digits_if50')]),
      ...cells({ ...only(plainRows, 'cRT', 'LWS'), ...withoutShift }, [featuresOf(cifar100)]),
    ],
    deeper: (setting) => cells(calibrated, [setting(cifar100)]),
    leavesOut: [noBalanced, shortModels, noImages],
    seeds: 1,
  }),
};

const figure5: Item = {
  id: 'F5',
  notebook: 'figure-5',
  partial: true,
  plans: plans({
    quick: cells(smoothingGridWithoutShift, [cifar10, cifar100].map(featuresOf)),
    deeper: (setting) => cells(smoothingGrid, [setting(cifar10), setting(cifar100)]),
    leavesOut: [shortModels, noImages],
    seeds: 1,
  }),
};

/** Figures 6 and 8 also measure the forms that they draw; on CIFAR-10-LT too, beside the paper's data. */
const formsFigure = (id: string, rows: Rows, onFeatures: Rows): Item => ({
  id,
  notebook: 'figure-5',
  partial: true,
  plans: plans({
    quick: cells(onFeatures, [cifar10, cifar100].map(featuresOf)),
    deeper: (setting) => cells(rows, [setting(cifar10), setting(cifar100)]),
    leavesOut: [shortModels, noImages],
    seeds: 1,
  }),
});

const figure7: Item = {
  id: 'F7',
  notebook: 'figure-7',
  plans: plans({
    quick: cells(streams, [digits('digits_if50')]),
    deeper: (setting) => cells(streams, [setting(cifar100)]),
    leavesOut: [
      'CIFAR-100-LT, for which the digits stand: shift learning needs the images and the weights of a model.',
    ],
    seeds: 1,
  }),
};

const figure9: Item = {
  id: 'F9',
  notebook: 'figure-1',
  partial: true,
  plans: plans({
    quick: cells({ ...withLongTail, ...only(twoStageRows, 'MiSLAS-without-SL') }, [featuresOf(cifar10)]),
    deeper: (setting) => cells({ ...plainRows, ...only(twoStageRows, 'MiSLAS') }, [setting(cifar10)]),
    leavesOut: [noBalanced, shortModels, noImages],
    seeds: 1,
  }),
};

export const mislas: Recipe = {
  paper: 'mislas',
  items: [
    figure1,
    figure4,
    figure9,
    figure3,
    table2,
    figure5,
    formsFigure('F6', only(forms, ...formsOfFigure6), only(formsWithoutShift, ...formsOfFigure6)),
    formsFigure('F8', forms, formsWithoutShift),
    figure7,
    table3,
    table4,
    table6,
  ],
};

export default mislas;
