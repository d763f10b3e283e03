/**
 * MARC: margin calibration (Wang et al., ACML 2022): which runs its tables and figures need at each tier.
 *
 * Section 4.1 gives both stages a cosine from 0.05, and γ = 1.2. For CIFAR it names 13,000 iterations and does not say
 * of which stage. Here they are stage one's; stage two has ten epochs, as the text has for ImageNet-LT, and LWS five,
 * as in its own code. The text names no augmentation: here it is crop and flip, without the AutoAugment and Cutout of
 * Balanced Meta-Softmax, whose 13,000 iterations these are.
 */
import {
  adjusted,
  asPrinted,
  cells,
  cifarColumn,
  closedForm,
  committedFeatures,
  type Item,
  type LongTailedCifar,
  longTailedCifars,
  longTailedDigits,
  type Method,
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

const onCpu = (data: LongTailedCifar): TwoStageSetting => shortCifar(data, { column: cifarColumn(data) });

const printed = (data: LongTailedCifar): TwoStageSetting =>
  asPrinted(protocols.balms, data, { column: cifarColumn(data) });

const everyColumn = longTailedCifars(100, 200);
const [, c10At200, , c100At200] = everyColumn as [LongTailedCifar, LongTailedCifar, LongTailedCifar, LongTailedCifar];

/** Real features, without images or training: those of the Softmax model, whose bank is committed. */
const featuresOf = (data: LongTailedCifar): TwoStageSetting => committedFeatures(onCpu(data));

const softmax = trained({ loss: 'cross-entropy' });

/** A row whose stage two is learned on the features of the Softmax row. */
const learned = (name: string) => adjusted(softmax, ({ stageTwo: options }: TwoStageSetting) => ({ name, options }));

const calibrated = learned('marc');

/** The rows of Table 2 that train on images, by their keys in `results/targets/marc.json`. */
const trainedRows: Record<string, Method> = {
  Softmax: softmax,
  CBS: trained({ loss: 'cross-entropy', sampler: 'class-balanced' }),
  // The weights 1 / π alone, whose mean over the samples is K, would make the learning rate K times that of the others.
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
  'CIFAR-LT rows that train on images: here stage two runs on the committed features of real stage-one models.';
const shortFeatures =
  'The printed schedule of 13,000 iterations: the committed features are of models that had twenty epochs of batch 64. ' +
  'They are rounded to eleven bits, so that an image or two may be classified otherwise than at the tier cpu.';
const shortSchedule = 'The printed schedule of 13,000 iterations: this tier trains twenty epochs of batch 64.';
const shortStageTwo = 'A stage two of 13,000 iterations, if the text means both: here it has ten epochs or fewer.';
const noAutoAugment = 'AutoAugment and Cutout, which the printed models most likely had and the text does not name.';

/** What is left out: at the quick tier, and at every tier. */
interface LeftOut {
  quick?: string[];
  always?: string[];
}

function plans(ofTier: Record<Tier, PlannedRun[]>, { quick = [], always = [] }: LeftOut = {}): Record<Tier, Plan> {
  return {
    quick: { seeds: 3, runs: ofTier.quick, leavesOut: [...quick, shortFeatures, ...always] },
    cpu: { seeds: 1, runs: ofTier.cpu, leavesOut: [shortSchedule, shortStageTwo, ...always] },
    paper: { seeds: 3, runs: ofTier.paper, leavesOut: [shortStageTwo, noAutoAugment, ...always] },
  };
}

const formulaRuns = (setting: TwoStageSetting): Plan => ({
  seeds: 1,
  runs: cells({ Softmax: adjusted(softmax, 'unadjusted'), ...learnedRows }, [setting]),
  leavesOut: [],
});

/** The formulas of Table 1 are those of these runs, whatever the data. */
const table1: Item = {
  id: 'T1',
  notebook: 'table-1',
  plans: { quick: formulaRuns(digits), cpu: formulaRuns(onCpu(c10At200)), paper: formulaRuns(digits) },
};

const table2: Item = {
  id: 'T2',
  notebook: 'table-2',
  partial: true,
  plans: plans(
    {
      quick: [
        ...cells({ ...trainedRows, ...adjustedRows }, [digits]),
        ...cells({ Softmax: adjusted(softmax, 'unadjusted'), ...adjustedRows }, everyColumn.map(featuresOf)),
      ],
      cpu: cells({ ...trainedRows, ...adjustedRows }, everyColumn.map(onCpu)),
      paper: cells({ ...trainedRows, ...adjustedRows }, everyColumn.map(printed)),
    },
    { quick: [noTraining] },
  ),
};

const beforeAndAfter: Record<string, Method<TwoStageSetting>> = {
  before: adjusted(softmax, 'unadjusted'),
  after: calibrated,
};

/** Figures 1, 3 and 5 look at pairs of runs: standard training, and MARC on top of it. */
function comparison(id: string, notebook: string, drawn: LongTailedCifar[], others: LongTailedCifar[] = []): Item {
  return {
    id,
    notebook,
    partial: true,
    plans: plans({
      quick: cells(beforeAndAfter, [digits, ...[...drawn, ...others].map(featuresOf)]),
      cpu: cells(beforeAndAfter, [...drawn, ...others].map(onCpu)),
      paper: cells(beforeAndAfter, drawn.map(printed)),
    }),
  };
}

const table6: Item = {
  id: 'T6',
  notebook: 'table-6',
  partial: true,
  plans: plans(
    {
      quick: cells(learnedRows, [digits, ...[c100At200, c10At200].map(featuresOf)]),
      cpu: cells(learnedRows, [c100At200, c10At200].map(onCpu)),
      paper: cells(learnedRows, [printed(c100At200)]),
    },
    { always: ['The column of ImageNet-LT.'] },
  ),
};

/** MARC on a model that saw more balanced data, learned on the images of the most imbalanced. */
const onSubset = (imbalanceFactor: number) =>
  adjusted(softmax, ({ stageTwo }: TwoStageSetting) => ({
    name: 'marc-on-subset',
    options: { ...stageTwo, imbalanceFactor },
  }));

/**
 * Table 7: stage one at each imbalance factor, stage two at the first. What the paper's rows mean can be read in another
 * way too, with both stages at the row's own factor: these rows have a suffix.
 */
function pretrained(
  name: string,
  imbalanceFactors: readonly number[],
  settingOf: (imbalanceFactor: number) => TwoStageSetting,
): PlannedRun[] {
  const [target] = imbalanceFactors;
  return imbalanceFactors.flatMap((imbalanceFactor) => {
    const row = `${name}-${imbalanceFactor}`;
    const rows: Record<string, Method<TwoStageSetting>> = imbalanceFactor === target
      ? { [row]: calibrated }
      : { [row]: onSubset(target!), [`${row}-both-stages`]: calibrated };
    return cells(rows, [settingOf(imbalanceFactor)]);
  });
}

const table7: Item = {
  id: 'T7',
  notebook: 'table-7',
  partial: true,
  plans: plans(
    {
      quick: [
        ...pretrained('digits', [50, 20, 10], (imbalanceFactor) => ({
          ...digits,
          stageOne: { ...digits.stageOne, data: { ...digits.stageOne.data, imbalanceFactor } },
          seeds: 1,
        })),
        ...pretrained('CIFAR-100-LT', [200, 100], (imbalanceFactor) => ({
          ...featuresOf({ dataset: 'cifar-100', imbalanceFactor }),
          column: 'top1',
        })),
      ],
      cpu: pretrained('CIFAR-100-LT', [200, 100, 50], (imbalanceFactor) => ({
        ...onCpu({ dataset: 'cifar-100', imbalanceFactor }),
        column: 'top1',
      })),
      paper: pretrained('CIFAR-100-LT', [200, 100, 50], (imbalanceFactor) => ({
        ...printed({ dataset: 'cifar-100', imbalanceFactor }),
        column: 'top1',
      })),
    },
    { quick: ['The model of CIFAR-100-LT(50), whose features are not committed.'] },
  ),
};

/** γ of Figure 6, whose values the text does not tell: none, the paper's choice, and what lies around it. */
export const gammas = [0, 0.6, 1.2, 1.8, 2.4];

const reweighted: Record<string, Method<TwoStageSetting>> = {
  Softmax: adjusted(softmax, 'unadjusted'),
  ...Object.fromEntries(
    gammas.map((gamma) => [
      `gamma=${gamma}`,
      adjusted(softmax, ({ stageTwo }: TwoStageSetting) => ({ name: 'marc', options: { ...stageTwo, gamma } })),
    ]),
  ),
};

const figure6: Item = {
  id: 'F6',
  notebook: 'figure-6',
  partial: true,
  plans: plans({
    quick: cells(reweighted, [{ ...digits, seeds: 1 }, ...[c100At200, c10At200].map(featuresOf)]),
    cpu: cells(reweighted, [c100At200, c10At200].map(onCpu)),
    paper: cells(reweighted, [printed(c100At200)]),
  }),
};

export const marc: Recipe = {
  paper: 'marc',
  items: [
    comparison('F1', 'figure-1', [c10At200]),
    closedForm('F2', 'figure-2'),
    table1,
    table2,
    table6,
    table7,
    comparison('F3', 'figure-3', [c100At200, c10At200]),
    comparison('F5', 'figure-5', [c100At200], [c10At200]),
    figure6,
  ],
};

export default marc;
