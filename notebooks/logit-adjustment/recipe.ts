/**
 * Logit adjustment (Menon et al., ICLR 2021): which runs its tables and figures need at each tier.
 *
 * The released code trains a ResNet-32 of its own, with bottleneck blocks, batch normalisation after the last addition
 * and maps of 36 × 36, which is not built here: every tier has the standard one that the text names.
 */
import {
  adjusted,
  asPrinted,
  cells,
  closedForm,
  committedFeatures,
  type Item,
  type LongTailedCifar,
  longTailedCifars,
  longTailedDigits,
  type Method,
  only,
  type PlannedRun,
  protocols,
  type Recipe,
  reweightedLate,
  type Setting,
  shortCifar,
  trained,
} from '../../lib/experiment/index.js';

/** τ of the corrections after training: 0, 0.1 … 4, as far as the axes of Figures 3 and 9 reach. */
export const taus = Array.from({ length: 41 }, (_, i) => i / 10);

const erm = trained({ loss: 'cross-entropy' });
const features = adjusted(erm, 'unadjusted');

/** The text gives Adam no learning rate: this is the default of Kingma and Ba, on the schedule of the other. */
const adam = trained(({ stageOne: { optimizer, schedule } }) => ({
  loss: 'cross-entropy',
  optimizer: { ...optimizer, name: 'adam' },
  schedule: { ...schedule, from: 1e-3 },
}));

/** The rows of Tables 2 and 4 that other papers' tables have too. */
const sharedRows: Record<string, Method> = {
  ERM: erm,
  'Class-balanced': trained({ loss: 'class-balanced' }),
  // Balanced softmax adds log n where this adds log π: the gradients are the same.
  'Logit-adjustment-loss': trained({ loss: 'balanced-softmax' }),
  // Not a row of the paper's table, but the method whose numbers its adaptive row prints for CIFAR.
  LDAM: trained({ loss: 'ldam', model: { head: 'cosine' } }),
};

/** The rows that are trained for this paper. */
const ownRows: Record<string, Method> = {
  Adaptive: trained({ loss: 'adaptive-margin' }),
  'Adaptive+DRW': trained(
    reweightedLate(
      { loss: 'ldam', model: { head: 'cosine' } },
      { name: 'ldam', options: { classWeights: 'effective-number', reduction: 'weighted-mean' } },
    ),
  ),
  Equalised: trained({ loss: { name: 'equalised', options: { transform: 'threshold' } } }),
  // Not in the paper's table: the equalised loss as its simulated study has it.
  'Equalised-by-prior': trained({ loss: 'equalised' }),
  'Logit-adjustment-plus-adaptive-loss': trained({ loss: 'logit-adjusted-plus-adaptive' }),
};

/** The rows that correct the model of the ERM row. The best τ is found by a sweep over its features. */
const postHocRows: Record<string, Method> = {
  'Weight-normalisation-tau=1': adjusted(erm, 'weight-normalisation'),
  'Weight-normalisation-tau=best': features,
  'Logit-adjustment-post-hoc': adjusted(erm, 'post-hoc-logit-adjustment'),
  // Not in the paper's table, but in its text: τ by the balanced error on the training set.
  'Logit-adjustment-post-hoc-tau=chosen': adjusted(erm, {
    name: 'post-hoc-logit-adjustment',
    options: { tau: { share: 1, grid: taus } },
  }),
};

const tableRows = { ...sharedRows, ...ownRows, ...postHocRows };

const stepRows = only(
  tableRows,
  'ERM',
  'Weight-normalisation-tau=1',
  'Adaptive',
  'Equalised',
  'Equalised-by-prior',
  'Logit-adjustment-post-hoc',
  'Logit-adjustment-loss',
);

/** Figures 4 and 8. */
const lossRows = only(tableRows, 'ERM', 'Adaptive', 'Equalised', 'Equalised-by-prior', 'Logit-adjustment-loss');

/** Its rows in the order of the figures. */
export const lossesByName = Object.keys(lossRows);

const profile = 'step';
const columnOf = ({ dataset, profile: steps }: LongTailedCifar) =>
  `${dataset.replace('cifar-', 'c')}${steps ? '_step100' : ''}`;

/** The columns of these data at both deeper tiers. */
const columnsOf = (columns: LongTailedCifar[]) => ({
  onCpu: columns.map((data) => shortCifar(data, { column: columnOf(data) })),
  printed: columns.map((data) => asPrinted(protocols.logitAdjustment, data, { column: columnOf(data) })),
});

const atHundred = longTailedCifars(100);
const longTailed = columnsOf(atHundred);
const inSteps = columnsOf(atHundred.map((data) => ({ ...data, profile })));

const digitsOnce: Setting = { ...longTailedDigits, seeds: 1 };

const digitsInSteps: Setting = {
  ...digitsOnce,
  column: 'digits_step50',
  label: 'digits, step profile, IF 50',
  stageOne: { ...digitsOnce.stageOne, data: { ...digitsOnce.stageOne.data, profile } },
};

const realFeatures = longTailed.onCpu.map(committedFeatures);

const noImages = 'CIFAR-LT rows that are trained on images: here the digits stand for them.';
const shortSchedule = 'The printed 120,000 iterations: this tier trains twenty epochs of batch 64.';
const bottleneck = 'The ResNet-32 of the released code, which has bottleneck blocks: here it is the standard one.';
const otherData = 'ImageNet-LT and iNaturalist 2018.';

interface Tiers {
  quick: PlannedRun[];
  /** The same rows at both deeper tiers. */
  rows: Readonly<Record<string, Method>>;
  on: { onCpu: Setting[]; printed: Setting[] };
  /** Of the quick tier. */
  leavesOut: string[];
  /** Of every tier. */
  always?: string[];
  /** Of the quick tier; default 3. */
  seeds?: number;
}

function plans({ quick, rows, on, leavesOut, always = [], seeds = 3 }: Tiers): Item['plans'] {
  return {
    quick: { seeds, runs: quick, leavesOut: [...leavesOut, ...always] },
    cpu: { seeds: 1, runs: cells(rows, on.onCpu), leavesOut: [shortSchedule, ...always] },
    paper: { seeds: 5, runs: cells(rows, on.printed), leavesOut: [bottleneck, ...always] },
  };
}

const figure1: Item = {
  id: 'F1',
  notebook: 'figure-1',
  partial: true,
  plans: plans({
    quick: [...cells({ SGD: erm, Adam: adam }, [longTailedDigits]), ...cells({ SGD: features }, realFeatures)],
    rows: { SGD: erm, Adam: adam },
    on: longTailed,
    seeds: 5,
    leavesOut: ['The norms under Adam of real models: the features that are at hand are of trainings with SGD.'],
  }),
};

const table2: Item = {
  id: 'T2',
  notebook: 'table-2',
  partial: true,
  plans: plans({
    quick: [
      ...cells({ ...sharedRows, ...postHocRows }, [longTailedDigits]),
      ...cells(ownRows, [digitsOnce]),
      ...cells({ ERM: features, ...postHocRows }, realFeatures),
    ],
    rows: tableRows,
    on: longTailed,
    leavesOut: [noImages],
    always: [otherData],
  }),
};

const figure3: Item = {
  id: 'F3',
  notebook: 'table-2',
  partial: true,
  plans: plans({
    quick: cells({ ERM: features }, [longTailedDigits, ...realFeatures]),
    rows: { ERM: features },
    on: longTailed,
    leavesOut: [],
    always: [otherData],
  }),
};

const byClass = (id: string): Item => ({
  id,
  notebook: 'figure-4',
  partial: true,
  plans: plans({
    quick: [
      ...cells(only(lossRows, 'ERM', 'Logit-adjustment-loss'), [longTailedDigits]),
      ...cells(only(lossRows, 'Adaptive', 'Equalised', 'Equalised-by-prior'), [digitsOnce]),
    ],
    rows: lossRows,
    on: longTailed,
    leavesOut: [noImages],
    always: [otherData],
  }),
});

const table4: Item = {
  id: 'T4',
  notebook: 'table-4',
  partial: true,
  plans: plans({
    quick: cells(stepRows, [digitsInSteps]),
    rows: stepRows,
    on: inSteps,
    leavesOut: [noImages],
    seeds: 1,
  }),
};

const figure9: Item = {
  id: 'F9',
  notebook: 'table-4',
  partial: true,
  plans: plans({
    quick: cells({ ERM: features }, [digitsInSteps]),
    rows: { ERM: features },
    on: inSteps,
    leavesOut: [noImages],
    seeds: 1,
  }),
};

export const logitAdjustment: Recipe = {
  paper: 'logit-adjustment',
  items: [
    closedForm('T1', 'table-1'),
    figure1,
    closedForm('F2', 'figure-2'),
    table2,
    figure3,
    byClass('F4'),
    byClass('F8'),
    table4,
    figure9,
    closedForm('F5', 'figure-5'),
    closedForm('F6', 'figure-5'),
    closedForm('F7', 'figure-5'),
    closedForm('F10', 'figure-10'),
  ],
};

export default logitAdjustment;
