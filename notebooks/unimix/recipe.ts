/** UniMix and Bayias: towards calibrated models (Xu et al., NeurIPS 2021): which runs its tables and figures need at each tier. */
import {
  asPrinted,
  cells,
  closedForm,
  type Item,
  type LongTailedCifar,
  longTailedCifars,
  longTailedDigits,
  type Method,
  type PlannedRun,
  protocols,
  type Recipe,
  type Setting,
  shortCifar,
} from '../../lib/experiment/index.js';
import { ablation, furtherRows, releasedAblation } from './rows.js';

const columnOf = ({ dataset, imbalanceFactor }: LongTailedCifar) =>
  `${dataset.replace('cifar-', 'c')}_${imbalanceFactor}`;

const onCpu = (data: LongTailedCifar): Setting =>
  shortCifar(data.dataset, data.imbalanceFactor, { column: columnOf(data) });

const printed = (data: LongTailedCifar): Setting => asPrinted(protocols.priorLt, data, { column: columnOf(data) });

const digitsOnce: Setting = { ...longTailedDigits, seeds: 1 };

/** Rows that few tables share have one seed here, where each training is one more to wait for. */
function onDigits(rows: Record<string, Method>): PlannedRun[] {
  return Object.entries(rows).flatMap(([row, method]) =>
    cells({ [row]: method }, [row in furtherRows ? digitsOnce : longTailedDigits]),
  );
}

const noTraining = 'CIFAR-LT columns: trainings on images take minutes; here the digits stand for them.';
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
  return {
    id,
    notebook,
    partial: true,
    plans: {
      quick: { seeds: 3, runs: quick, leavesOut: [noTraining, ...leavesOut] },
      cpu: {
        seeds: 1,
        runs: cells(rows, on.map(onCpu)),
        leavesOut: [shortSchedule, ...leavesOut, ...spared.map((row) => `${row}, which the paper does not print.`)],
      },
      paper: { seeds: 3, runs: cells({ ...rows, ...further }, on.map(printed)), leavesOut },
    },
  };
}

const table4 = measured('T4', 'table-4', {
  rows: ablation,
  further: releasedAblation,
  quick: onDigits({ ...ablation, ...releasedAblation }),
  on: longTailedCifars(100, 200),
});

export const unimix: Recipe = {
  paper: 'unimix',
  items: [
    table4,
    closedForm('F2', 'figure-2'),
    closedForm('F3', 'figure-3', {
      leavesOut: ['The paper’s own sizes: centre, radius and numbers of points are not in its text.'],
    }),
  ],
};

export default unimix;
