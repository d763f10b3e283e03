/**
 * MARC: margin calibration (Wang et al., ACML 2023): which runs its tables and figures need at each tier.
 *
 * Section 4.1 gives both stages the same schedule and γ = 1.2. It names no augmentation; crop and flip are what the text
 * of its code base's lineage always has, and the AutoAugment and Cutout of that lineage are left out.
 */
import {
  adjusted,
  asPrinted,
  cells,
  committedFeatures,
  type Item,
  longTailedDigits,
  type Method,
  only,
  type Plan,
  type PlannedRun,
  protocols,
  type Recipe,
  type Setting,
  shortCifar,
  type Tier,
  trained,
} from '../../lib/experiment/index.js';

/** Stage two's batches of 512 would be one a pass on the few hundred digits. */
type TwoStageSetting = Setting & { stageTwo?: { epochs: number; batchSize: number } };

const digits: TwoStageSetting = { ...longTailedDigits, stageTwo: { epochs: 50, batchSize: 32 } };

const cifar10OnCpu = (imbalanceFactor: 100 | 200) =>
  shortCifar('cifar-10', imbalanceFactor, { column: `c10_if${imbalanceFactor}` });

const printed = (dataset: 'cifar-10' | 'cifar-100', imbalanceFactor: 100 | 200): TwoStageSetting =>
  asPrinted(
    protocols.balms,
    { dataset, imbalanceFactor },
    { column: `${dataset.replace('ifar-', '')}_if${imbalanceFactor}` },
  );

const softmax = trained({ loss: 'cross-entropy' });

/** A row whose stage two is learned on the features of the Softmax row. */
const learned = (name: string) => adjusted(softmax, ({ stageTwo: options }: TwoStageSetting) => ({ name, options }));

const calibrated = learned('marc');

/** The rows of Table 2 that train on images, by their keys in `results/targets/marc.json`. */
const trainedRows: Record<string, Method> = {
  Softmax: softmax,
  CBS: trained({ loss: 'cross-entropy', sampler: 'class-balanced' }),
  // The weights 1 / π alone would make the learning rate ten times what it is for the other rows.
  CBW: trained({ loss: { name: 'inverse-frequency', options: { reduction: 'weighted-mean' } } }),
  'Class-Balanced-Loss': trained({ loss: 'class-balanced' }),
  'Focal-Loss': trained({ loss: 'focal' }),
  LADE: trained({ loss: 'lade' }),
  LDAM: trained({ loss: 'ldam', model: { head: 'cosine' } }),
  'Equalization-Loss': trained({ loss: 'softmax-equalisation' }),
  'Balanced-Softmax': trained({ loss: 'balanced-softmax' }),
  BBN: trained({ loss: 'cross-entropy', training: 'bbn' }),
  'Hybrid-SC': trained({ loss: 'cross-entropy', training: 'hybrid-supervised-contrastive' }),
};

/** The printed rows whose second stage is learned. */
const learnedRows: Record<string, Method<TwoStageSetting>> = {
  'Decouple-cRT': learned('crt'),
  'Decouple-LWS': learned('lws'),
  DisAlign: learned('disalign'),
  MARC: calibrated,
};

const adjustedRows: Record<string, Method<TwoStageSetting>> = {
  ...learnedRows,
  // Not in the paper's table: every other adjustment that there is, on the same model.
  'Post-hoc-LA': adjusted(softmax, 'post-hoc-logit-adjustment'),
  'tau-norm': adjusted(softmax, 'weight-normalisation'),
  NCM: adjusted(softmax, 'ncm'),
  'Causal-Norm': learned('causal-norm'),
  'MiSLAS-stage-two': learned('mislas'),
};

const noTraining =
  'CIFAR-10-LT rows that train on images: here stage two runs on the committed features of a real stage-one model.';
const noCifar100 = 'CIFAR-100-LT columns.';
const shortSchedule = 'The printed schedule of 13,000 iterations: this tier trains twenty epochs of batch 64.';

/** Real CIFAR-10-LT features, without images or training: those of the one stage-one model that the cpu tier trained. */
const bank: TwoStageSetting = committedFeatures(cifar10OnCpu(100));

function plans(
  ofTier: Record<Tier, PlannedRun[]>,
  leavesOut: Partial<Record<Tier, string[]>> = {},
): Record<Tier, Plan> {
  return {
    quick: { seeds: 3, runs: ofTier.quick, leavesOut: leavesOut.quick ?? [noTraining, noCifar100] },
    cpu: { seeds: 1, runs: ofTier.cpu, leavesOut: leavesOut.cpu ?? [shortSchedule, noCifar100] },
    paper: { seeds: 3, runs: ofTier.paper, leavesOut: leavesOut.paper ?? [] },
  };
}

const printedSettings = [
  printed('cifar-10', 100),
  printed('cifar-10', 200),
  printed('cifar-100', 100),
  printed('cifar-100', 200),
];

const notTrained = 'The other rows that train on images: none of their models has been trained at this tier yet.';

const table2: Item = {
  id: 'T2',
  notebook: 'table-2',
  plans: plans(
    {
      quick: [
        ...cells({ ...trainedRows, ...adjustedRows }, [digits]),
        ...cells({ Softmax: adjusted(softmax, 'unadjusted'), ...adjustedRows }, [bank]),
      ],
      cpu: [
        ...cells({ ...only(trainedRows, 'Softmax', 'LDAM', 'Balanced-Softmax'), ...adjustedRows }, [cifar10OnCpu(100)]),
        ...cells({ ...only(trainedRows, 'Softmax', 'Balanced-Softmax'), ...adjustedRows }, [cifar10OnCpu(200)]),
      ],
      paper: cells({ ...trainedRows, ...adjustedRows }, printedSettings),
    },
    { cpu: [shortSchedule, noCifar100, notTrained] },
  ),
};

const beforeAndAfter: Record<string, Method<TwoStageSetting>> = {
  before: adjusted(softmax, 'unadjusted'),
  after: calibrated,
};

/** Figures 1, 3 and 5 look at one pair of runs: standard training, and MARC on top of it. */
function comparison(id: string, notebook: string, onPaper: TwoStageSetting[]): Item {
  return {
    id,
    notebook,
    plans: plans({
      quick: cells(beforeAndAfter, [digits, bank]),
      cpu: cells(beforeAndAfter, [cifar10OnCpu(200)]),
      paper: cells(beforeAndAfter, onPaper),
    }),
  };
}

const table6: Item = {
  id: 'T6',
  notebook: 'table-6',
  plans: plans({
    quick: cells(learnedRows, [digits, bank]),
    cpu: cells(learnedRows, [cifar10OnCpu(200)]),
    paper: cells(learnedRows, [printed('cifar-100', 200)]),
  }),
};

export const marc: Recipe = {
  paper: 'marc',
  items: [
    table2,
    table6,
    comparison('F1', 'figure-1', [printed('cifar-10', 200)]),
    comparison('F3', 'figure-3', [printed('cifar-100', 200), printed('cifar-10', 200)]),
    comparison('F5', 'figure-5', [printed('cifar-100', 200)]),
  ],
};

export default marc;
