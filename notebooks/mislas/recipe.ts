/**
 * MiSLAS: mixup, shifted batch normalisation and label-aware smoothing (Zhong et al., CVPR 2021): which runs its tables
 * and figures need at each tier.
 *
 * Stage two is the same for every row, as Table 6 has it: 10 epochs of batch 128 and a rate of 0.1 along a cosine. The
 * rows differ in what they learn in it, and on whose features.
 */
import {
  cells,
  closedForm,
  type Item,
  only,
  type Plan,
  type PlannedRun,
  type Recipe,
} from '../../lib/experiment/index.js';
import { featureRows, losses, lossesWithoutShift, modules, trainedRows, twoStageRows } from './rows.js';
import {
  bank,
  type Column,
  columnsOfTable3,
  columnsOfTable4,
  digits,
  onCpu,
  printed,
  type TwoStageSetting,
} from './settings.js';

const noImages = 'Shift learning on CIFAR-10-LT features: it needs the images and the weights of the model.';
const noCifar100 = 'CIFAR-100-LT, for which the digits and CIFAR-10-LT features stand.';
const shortSchedule = 'The printed schedule of 200 epochs: this tier trains twenty.';
const bestEpoch =
  'The best test epoch of stage one, from which the released code goes on: here stage two starts from the last.';

type SettingOf = (data: Column) => TwoStageSetting;

interface Plans {
  quick: PlannedRun[];
  /** The same runs at both deeper tiers. */
  deeper: (setting: SettingOf) => PlannedRun[];
  /** Of the quick tier. Default: CIFAR-100-LT, and shift learning on features. */
  leavesOut?: string[];
  /** Of every tier. */
  always?: string[];
  /** Of the quick and of the paper tier. Default 3. */
  seeds?: number;
}

function plans({ quick, deeper, leavesOut = [noCifar100, noImages], always = [], seeds = 3 }: Plans): Item['plans'] {
  const plan = (count: number, runs: PlannedRun[], ...left: string[]): Plan => ({
    seeds: count,
    runs,
    leavesOut: [...left, ...always],
  });
  return {
    quick: plan(seeds, quick, ...leavesOut),
    cpu: plan(1, deeper(onCpu), shortSchedule),
    paper: plan(3, deeper(printed), bestEpoch),
  };
}

const table2: Item = {
  id: 'T2',
  notebook: 'table-2',
  partial: true,
  plans: plans({
    quick: [...cells(losses, [digits('digits_if50_acc')]), ...cells(lossesWithoutShift, [bank('c10_100_acc')])],
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
      ...cells(only(modules, 'none', 'MU', 'MU+LAS'), [bank('c10_100_acc')]),
    ],
    deeper: (setting) => cells(modules, columnsOfTable3.map(setting)),
  }),
};

const withoutShift = only(twoStageRows, 'cRT+mixup', 'LWS+mixup', 'MiSLAS-without-SL', 'MiSLAS-released');

const table4: Item = {
  id: 'T4',
  notebook: 'table-4',
  partial: true,
  plans: plans({
    quick: [
      ...cells({ ...only(trainedRows, 'CE', 'mixup', 'BBN'), ...twoStageRows }, [digits('digits_if50_acc')]),
      // No other paper's table has these with three seeds.
      ...cells(only(trainedRows, 'LDAM+DRW', 'Remix+DRW'), [{ ...digits('digits_if50_acc'), seeds: 1 }]),
      ...cells({ ...featureRows, ...withoutShift }, [bank('c10_100_acc')]),
    ],
    deeper: (setting) => cells({ ...trainedRows, ...twoStageRows }, columnsOfTable4.map(setting)),
    leavesOut: ['The CIFAR-LT columns but the first, which has the features of real models.', noImages],
    always: ['The 300 epochs of Remix+DRW: it has as many as the other rows.'],
  }),
};

/** Its notebook reads the runs of Table 4. */
const table6 = closedForm('T6', 'table-6', {
  leavesOut: ['The lines of ImageNet-LT, Places-LT and iNaturalist 2018.'],
});

export const mislas: Recipe = { paper: 'mislas', items: [table2, table3, table4, table6] };

export default mislas;
