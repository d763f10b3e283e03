/**
 * DBM: difficulty-aware balancing margins (Son et al., AAAI 2025): which runs its tables and figures need at each tier.
 *
 * The margin K was tuned "within the range 0.1 to 0.3" without saying where; every command beside the released code has
 * 0.1, and so has every row here but those of Figure 3. Class-balanced weights are divided by their sum in a batch, as that
 * code does: as equation 10 has them they would make the loss of CIFAR-100-LT a hundred times smaller, that of CIFAR-10-LT a
 * thousand times.
 */
import type { ShotGroupRule } from '../../lib/data/index.js';
import {
  asPrinted,
  cells,
  cifarColumn,
  closedForm,
  type Item,
  type LongTailedCifar,
  longTailedCifars,
  longTailedDigits,
  type Method,
  only,
  type Plan,
  protocols,
  type Recipe,
  reweightedLate,
  type Setting,
  shortCifar,
  type TrainedChanges,
  trained,
} from '../../lib/experiment/index.js';

const onCpu = (data: LongTailedCifar): Setting => shortCifar(data, { column: cifarColumn(data) });

const balancedSoftmax = { base: 'balanced-softmax' };

/** A row with a cosine head and the margins of DBM. */
const withMargins = (options: object = {}, changes: Partial<TrainedChanges> = {}): TrainedChanges => ({
  ...changes,
  loss: { name: 'dbm', options: { ...options } },
  model: { head: 'cosine' },
});

const weightedMean = { reduction: 'weighted-mean' };
const ldam: TrainedChanges = { loss: 'ldam', model: { head: 'cosine' } };

/** The rows of Table 2 that train one network with one loss, by their keys in `results/targets/dbm.json`. */
const plainRows: Record<string, Method> = {
  CE: trained({ loss: 'cross-entropy' }),
  LDAM: trained(ldam),
  'DBM-CE': trained(withMargins()),
  'CE-DRW': trained(reweightedLate({ loss: 'cross-entropy' }, { name: 'class-balanced', options: weightedMean })),
  'LDAM-DRW': trained(
    reweightedLate(ldam, { name: 'ldam', options: { classWeights: 'effective-number', ...weightedMean } }),
  ),
  'DBM-DRW': trained(
    reweightedLate(withMargins(), { name: 'dbm', options: { base: 'class-balanced', ...weightedMean } }),
  ),
  BS: trained({ loss: 'balanced-softmax' }),
  'DBM-BS': trained(withMargins(balancedSoftmax)),
};

/** Grey digits of a few steps want views without SimAugment's colours, and a teacher that follows within these steps. */
const onDigits = ({ stageOne: { data } }: Setting) => data.dataset === 'digits';

const bcl = (setting: Setting): TrainedChanges['training'] =>
  onDigits(setting) ? { name: 'bcl', options: { viewAugmentation: setting.stageOne.augmentation as object[] } } : 'bcl';

const gml = (setting: Setting): TrainedChanges['training'] =>
  onDigits(setting) ? { name: 'gml', options: { momentum: 0.9 } } : 'gml';

const contrastiveRows: Record<string, Method> = {
  BCL: trained((setting) => ({ loss: 'balanced-softmax', training: bcl(setting) })),
  'DBM-BCL': trained((setting) => withMargins(balancedSoftmax, { training: bcl(setting) })),
};

/** The released GML classifies by cosines times 30; DBM-GML brings its own scale. */
const teacherRows: Record<string, Method> = {
  GML: trained((setting) => ({
    loss: 'balanced-softmax',
    model: { head: 'cosine', scale: 30 },
    training: gml(setting),
  })),
  'DBM-GML': trained((setting) => withMargins(balancedSoftmax, { training: gml(setting) })),
};

const expertRows: Record<string, Method> = {
  NCL: trained({ loss: 'nested-individual', training: 'ncl' }),
  'DBM-NCL': trained(withMargins(balancedSoftmax, { training: 'ncl' })),
};

const rows = { ...plainRows, ...contrastiveRows, ...teacherRows, ...expertRows };

/** The protocol is the paper's for all rows, but BCL has rates of its own and NCL trains twice as long in steps. */
const printed = (data: LongTailedCifar, switches: Parameters<typeof protocols.dbm.pipeline>[1] = {}): Setting =>
  asPrinted(protocols.dbm, data, { column: cifarColumn(data), ...switches });

const printedRows = (data: LongTailedCifar) => [
  ...cells({ ...plainRows, ...teacherRows }, [printed(data)]),
  ...cells(contrastiveRows, [printed(data, { learningRate: 0.15, weightDecay: 5e-4 })]),
  ...cells(expertRows, [printed(data, { schedule: 'step', epochs: 400 })]),
];

/** Half as long, and in batches that leave no single image over, of which batch normalisation could make nothing. */
const digitsForSeveralNetworks: Setting = {
  ...longTailedDigits,
  label: 'long-tailed digits, IF 50, 20 epochs',
  stageOne: { ...longTailedDigits.stageOne, epochs: 20, batchSize: 48 },
};

/** Sweeps and ablations, which have many cells, train briefly where nothing but time speaks against it. */
const briefDigits: Setting = {
  ...longTailedDigits,
  label: 'long-tailed digits, IF 50, 12 epochs',
  stageOne: { ...longTailedDigits.stageOne, epochs: 12, evaluateEvery: 12 },
};

const noCifar = 'Every CIFAR-LT column: a training on images takes minutes, here the digits stand for them.';
const shortSchedule =
  'The printed 200 epochs with AutoAugment, Cutout, weight decay 2e-4: here twenty with crop and flip, weight decay 5e-4.';
const ownSchedules = 'The learning rate of BCL and the 400 epochs of NCL: this tier trains all rows alike.';
const teacher =
  'GML’s teacher, a ResNet-56 trained before: the teacher here is a moving average of the model that is trained.';

const plan = (runs: Plan['runs'], leavesOut: string[], seeds = 1): Plan => ({ seeds, runs, leavesOut });

const table2: Item = {
  id: 'T2',
  notebook: 'table-2',
  partial: true,
  plans: {
    quick: plan(
      [
        ...cells(plainRows, [longTailedDigits]),
        ...cells({ ...contrastiveRows, ...teacherRows, ...expertRows }, [digitsForSeveralNetworks]),
      ],
      [noCifar, teacher],
    ),
    cpu: plan(cells(rows, longTailedCifars(100, 50, 10).map(onCpu)), [shortSchedule, ownSchedules, teacher]),
    paper: plan(longTailedCifars(100, 50, 10).flatMap(printedRows), [teacher], 3),
  },
};

/** How the classes of a column are divided: the paper's thresholds, or the same for the fewer images of the digits. */
export const groupRule = (column: string): ShotGroupRule => (column.startsWith('digits') ? 'digits' : 'oltr');

/** The data set of all of the paper's analyses. */
const analysed: LongTailedCifar = { dataset: 'cifar-100', imbalanceFactor: 100 };

/** The rows of Table 5 on one of its two bases. */
const components = (linear: Method, base: object): Record<string, Method> => ({
  'linear-classifier': linear,
  cosine: trained(withMargins({ ...base, margin: 0, instanceMargin: 'none' })),
  'cosine+m_C': trained(withMargins({ ...base, instanceMargin: 'none' })),
  'cosine+m_C+m_I-all-positives': trained(withMargins({ ...base, instanceMargin: 'positive' })),
  'cosine+m_C+m_I-hard-positives': trained(withMargins(base)),
});

/** The columns of Table 5 are its bases, CE and BS. */
const onBothBases = (setting: Setting, prefix = '') => [
  ...cells(components(plainRows.CE!, {}), [{ ...setting, column: `${prefix}ce` }]),
  ...cells(components(plainRows.BS!, balancedSoftmax), [{ ...setting, column: `${prefix}bs` }]),
];

const table5: Item = {
  id: 'T5',
  notebook: 'table-5',
  partial: true,
  plans: {
    quick: plan(onBothBases(briefDigits, 'digits_if50_'), ['CIFAR-100-LT.']),
    cpu: plan(onBothBases(onCpu(analysed)), [shortSchedule]),
    paper: plan(onBothBases(printed(analysed)), [], 3),
  },
};

/** What Table 6 looks at: the features of a model without margins and of one with them. */
const withoutAndWith = only(plainRows, 'BS', 'DBM-BS');

const table6: Item = {
  id: 'T6',
  notebook: 'table-6',
  plans: {
    quick: plan(cells(withoutAndWith, [longTailedDigits]), ['CIFAR-100-LT.']),
    cpu: plan(cells(withoutAndWith, [{ ...onCpu(analysed), column: 'all' }]), [shortSchedule]),
    paper: plan(cells(withoutAndWith, [{ ...printed(analysed), column: 'all' }]), [], 3),
  },
};

/** K and τ of Figure 3, whose grid the text does not tell: the range that K was tuned in, and τ around 1. */
export const sweep = [0.5, 1, 1.5].flatMap((tau) => [0.1, 0.2, 0.3].map((margin) => ({ tau, margin })));

const swept: Record<string, Method> = {
  BS: plainRows.BS!,
  ...Object.fromEntries(
    sweep.map((options) => [
      `tau=${options.tau},K=${options.margin}`,
      trained(withMargins({ ...balancedSoftmax, ...options })),
    ]),
  ),
};

const figure3: Item = {
  id: 'F3',
  notebook: 'figure-3',
  plans: {
    quick: plan(cells(swept, [briefDigits]), ['CIFAR-100-LT.']),
    cpu: plan(cells(swept, [onCpu(analysed)]), [shortSchedule]),
    paper: plan(cells(swept, [printed(analysed)]), [], 3),
  },
};

/** Figure 4 has a row of its own: the classifier of DBM-BS without its margins. */
const angleRows: Record<string, Method> = {
  BS: plainRows.BS!,
  'BS-cosine': components(plainRows.BS!, balancedSoftmax).cosine!,
  'DBM-BS': plainRows['DBM-BS']!,
};

const figure4: Item = {
  id: 'F4',
  notebook: 'figure-4',
  plans: {
    quick: plan(cells(angleRows, [longTailedDigits]), ['CIFAR-100-LT.']),
    cpu: plan(cells(angleRows, [onCpu(analysed)]), [shortSchedule]),
    paper: plan(cells(angleRows, [printed(analysed)]), [], 3),
  },
};

const supplement2 = only(plainRows, 'CE', 'DBM-CE', 'DBM-BS');

const tableS2: Item = {
  id: 'S2',
  notebook: 'table-s2',
  partial: true,
  notImplemented: ['Yu-et-al'],
  plans: {
    quick: plan(cells(supplement2, [longTailedDigits]), [noCifar]),
    cpu: plan(cells(supplement2, longTailedCifars(100, 50, 20).map(onCpu)), [
      'The printed 200 epochs with a rate that falls in steps, weight decay 2e-4: here twenty along a cosine, weight decay 5e-4.',
    ]),
    paper: plan(
      cells(
        supplement2,
        longTailedCifars(100, 50, 20).map((data) => printed(data, { schedule: 'step', strongAugmentation: false })),
      ),
      [],
      3,
    ),
  },
};

const supplement3 = { ...only(plainRows, 'DBM-BS'), ...only(contrastiveRows, 'DBM-BCL') };

const usualWidth =
  'The printed columns: a ResNet-32 four times as wide takes sixteen times as long; the rows stand at the usual width.';

const wideColumns = longTailedCifars(100, 50, 10).filter(({ dataset }) => dataset === 'cifar-100');

/** The setting with the network of Table S3, in the table's own column. */
function fourTimesAsWide({ stageOne, ...setting }: Setting): Setting {
  const { data, model } = stageOne;
  return { ...setting, column: `if${data.imbalanceFactor}`, stageOne: { ...stageOne, model: { ...model, width: 4 } } };
}

const tableS3: Item = {
  id: 'S3',
  notebook: 'table-s3',
  partial: true,
  notImplemented: ['GLMC'],
  plans: {
    quick: plan(cells(supplement3, [digitsForSeveralNetworks]), [usualWidth, noCifar]),
    cpu: plan(cells(supplement3, wideColumns.map(onCpu)), [usualWidth, shortSchedule]),
    paper: plan(
      wideColumns.flatMap((data) => [
        ...cells(only(plainRows, 'DBM-BS'), [fourTimesAsWide(printed(data))]),
        ...cells(only(contrastiveRows, 'DBM-BCL'), [
          fourTimesAsWide(printed(data, { learningRate: 0.15, weightDecay: 5e-4 })),
        ]),
      ]),
      [],
      3,
    ),
  },
};

export const dbm: Recipe = {
  paper: 'dbm',
  items: [
    closedForm('F1', 'figure-1'),
    closedForm('T1', 'table-1'),
    closedForm('F2', 'figure-2'),
    table2,
    table5,
    figure3,
    figure4,
    table6,
    closedForm('S1', 'table-s1'),
    tableS2,
    tableS3,
  ],
};

export default dbm;
