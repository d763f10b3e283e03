/** UniMix and Bayias: towards calibrated models (Xu et al., NeurIPS 2021): which runs its tables and figures need at each tier. */
import {
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
  type Setting,
  shortCifar,
} from '../../lib/experiment/index.js';
import {
  ablation,
  calibratedRows,
  comparedRows,
  confusedRows,
  furtherRows,
  pointRows,
  releasedAblation,
  sampledRows,
} from './rows.js';

const columnOf = ({ dataset, imbalanceFactor }: LongTailedCifar) =>
  `${dataset.replace('cifar-', 'c')}_${imbalanceFactor}`;

const onCpu = (data: LongTailedCifar): Setting => shortCifar(data, { column: columnOf(data) });

const printed = (data: LongTailedCifar): Setting => asPrinted(protocols.priorLt, data, { column: columnOf(data) });

const digitsOnce: Setting = { ...longTailedDigits, seeds: 1 };

/** Batches that leave no single image over, of which M2m could not make another class. */
const digitsForM2m: Setting = { ...digitsOnce, stageOne: { ...longTailedDigits.stageOne, batchSize: 48 } };

/** Rows that few tables share have one seed here, where each training is one more to wait for. */
function onDigits(rows: Record<string, Method>): PlannedRun[] {
  const settingOf = (row: string) =>
    row === 'M2m' ? digitsForM2m : row in furtherRows ? digitsOnce : longTailedDigits;
  return Object.entries(rows).flatMap(([row, method]) => cells({ [row]: method }, [settingOf(row)]));
}

/** The rows whose models’ features are committed, without images or training. */
const featureRows = only(pointRows, 'ERM', 'mixup');
const featuresOf = (data: LongTailedCifar): Setting => committedFeatures(onCpu(data));

const noTraining = 'CIFAR-LT columns: trainings on images take minutes; here the digits stand for them.';
const fewFeatures = 'CIFAR-LT models whose features are not committed: here the digits stand for them.';
const shortSchedule = 'The printed schedule of 200 epochs: this tier trains twenty.';

interface Measured {
  rows: Record<string, Method>;
  /** Rows beyond the printed ones, which the cpu tier spares. */
  further?: Record<string, Method>;
  quick: PlannedRun[];
  on: LongTailedCifar[];
  leavesOut?: string[];
}

/** An item of which any row and column can be shown without the others. */
function measured(id: string, notebook: string, { rows, further = {}, quick, on, leavesOut = [] }: Measured): Item {
  const spared = Object.keys(further);
  const digitsAlone = quick.every(({ column }) => column === longTailedDigits.column);
  return {
    id,
    notebook,
    partial: true,
    plans: {
      quick: { seeds: 3, runs: quick, leavesOut: [digitsAlone ? noTraining : fewFeatures, ...leavesOut] },
      cpu: {
        seeds: 1,
        runs: cells(rows, on.map(onCpu)),
        leavesOut: [shortSchedule, ...leavesOut, ...spared.map((row) => `${row}, which the paper does not print.`)],
      },
      paper: { seeds: 3, runs: cells({ ...rows, ...further }, on.map(printed)), leavesOut },
    },
  };
}

const table1 = {
  ...measured('T1', 'table-1', {
    rows: { ...comparedRows, ...furtherRows },
    quick: [
      ...onDigits({ ...comparedRows, ...furtherRows }),
      ...cells(featureRows, longTailedCifars(100, 200).map(featuresOf)),
    ],
    on: longTailedCifars(10, 50, 100, 200),
  }),
  notImplemented: ['Learning-to-reweight'],
};

const table2 = measured('T2', 'table-2', {
  rows: calibratedRows,
  quick: [...onDigits(calibratedRows), ...cells(featureRows, longTailedCifars(100).map(featuresOf))],
  on: longTailedCifars(10, 100),
});

const table4 = measured('T4', 'table-4', {
  rows: ablation,
  further: releasedAblation,
  quick: [...onDigits(ablation), ...cells(releasedAblation, [digitsOnce])],
  on: longTailedCifars(100, 200),
});

const hardest: LongTailedCifar = { dataset: 'cifar-100', imbalanceFactor: 100 };

const figure1 = measured('F1', 'figure-1', {
  rows: pointRows,
  quick: [...onDigits(pointRows), ...cells(featureRows, [featuresOf(hardest)])],
  on: [hardest],
  leavesOut: ['The points of epochs before the last, which the paper pools: a record keeps the outputs of the last.'],
});

const figure4 = measured('F4', 'figure-4', {
  rows: sampledRows,
  quick: cells(sampledRows, [digitsOnce]),
  on: longTailedCifars(10, 100),
});

const figure5 = measured('F5', 'figure-5', {
  rows: confusedRows,
  quick: [...onDigits(confusedRows), ...cells(only(featureRows, 'ERM'), [featuresOf(hardest)])],
  on: [hardest],
});

export const unimix: Recipe = {
  paper: 'unimix',
  items: [
    table1,
    table2,
    table4,
    figure1,
    closedForm('F2', 'figure-2'),
    closedForm('F3', 'figure-3', {
      leavesOut: ['The paper’s own sizes: centre, radius and numbers of points are not in its text.'],
    }),
    figure4,
    figure5,
  ],
};

export default unimix;
