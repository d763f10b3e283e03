/**
 * UniMix and Bayias: towards calibrated models (Xu et al., NeurIPS 2021): which runs its tables need at each tier.
 *
 * Algorithm 1 leaves "the last several epochs" unmixed without their number: here the last tenth, which in the printed
 * schedule is the last learning rate; the released code has none.
 */
import {
  asPrinted,
  cells,
  type Item,
  longTailedDigits,
  type Method,
  only,
  protocols,
  type Recipe,
  type Setting,
  shortCifar,
  type TrainedChanges,
  trained,
} from '../../lib/experiment/index.js';

const printed = (dataset: 'cifar-10' | 'cifar-100', imbalanceFactor: 100 | 200): Setting =>
  asPrinted(
    protocols.priorLt,
    { dataset, imbalanceFactor },
    { column: `${dataset.replace('ifar-', '')}_${imbalanceFactor}` },
  );

type Mixings = Record<string, (setting: Setting) => Omit<TrainedChanges, 'loss'>>;

/** What each row of Table 4 does with images, by the first half of its key; UniMix with the best τ of figure 4. */
const mixings: Mixings = {
  None: () => ({}),
  mixup: () => ({ mixing: 'mixup' }),
  Remix: () => ({ mixing: 'remix' }),
  UniMix: ({ stageOne: { data, epochs } }) => ({
    mixing: { name: 'unimix', options: { tau: data.dataset === 'cifar-100' ? 0 : -1 } },
    mixingStopEpoch: Math.round(0.9 * epochs),
  }),
};

/** The configurations beside the released code, much milder: in the paper's terms τ is 0.5 and 0.9. */
const releasedMixing: Mixings = {
  'UniMix-released': ({ stageOne: { data } }) => ({
    mixing: { name: 'unimix', options: { level: 'batch', tau: data.dataset === 'cifar-100' ? -0.1 : -0.5 } },
  }),
};

/** What a row minimises, by the second half; Bayias is balanced softmax, up to a constant. */
const losses: Record<string, (setting: Setting) => TrainedChanges> = {
  CE: () => ({ loss: 'cross-entropy' }),
  LDAM: ({ stageOne }) => ({ loss: 'ldam', model: { ...stageOne.model, head: 'cosine' } }),
  Bayias: () => ({ loss: 'balanced-softmax' }),
};

function combinedWithLosses(of: Mixings): Record<string, Method> {
  const rows = Object.entries(losses).flatMap(([loss, minimised]) =>
    Object.entries(of).map(([mixing, mixed]) => {
      const method = trained((setting) => ({ ...mixed(setting), ...minimised(setting) }));
      return [`${mixing}+${loss}`, method] as const;
    }),
  );
  return Object.fromEntries(rows);
}

/** By their keys in `results/targets/unimix.json`. */
const printedRows = combinedWithLosses(mixings);
const releasedRows = combinedWithLosses(releasedMixing);
const rows = { ...printedRows, ...releasedRows };

const table4: Item = {
  id: 'T4',
  notebook: 'table-4',
  plans: {
    quick: { seeds: 3, runs: cells(rows, [longTailedDigits]), leavesOut: ['Every CIFAR-LT column.'] },
    cpu: {
      seeds: 1,
      runs: cells(only(printedRows, 'None+CE', 'mixup+CE', 'None+LDAM', 'None+Bayias'), [
        shortCifar('cifar-10', 100, { column: 'c10_100' }),
      ]),
      leavesOut: [
        'The printed schedule of 200 epochs: this tier trains twenty.',
        'CIFAR-10-LT with imbalance factor 200, and the CIFAR-100-LT columns.',
        'The other rows: none of their models has been trained at this tier yet.',
      ],
    },
    paper: {
      seeds: 3,
      runs: cells(rows, [
        printed('cifar-10', 100),
        printed('cifar-10', 200),
        printed('cifar-100', 100),
        printed('cifar-100', 200),
      ]),
      leavesOut: [],
    },
  },
};

export const unimix: Recipe = { paper: 'unimix', items: [table4] };

export default unimix;
