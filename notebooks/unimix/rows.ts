/** The rows of UniMix's tables and figures: what is done with images, and what is minimised. */
import {
  adjusted,
  type Method,
  reweightedLate,
  type Setting,
  type TrainedChanges,
  trained,
} from '../../lib/experiment/index.js';

type Rows = Record<string, Method>;
type TrainedRows = Record<string, ReturnType<typeof trained>>;
type Mixing = Omit<TrainedChanges, 'loss'>;
type Mixings = Record<string, (setting: Setting) => Mixing>;

/**
 * UniMix as the text has it. Algorithm 1 leaves "the last several epochs" unmixed without their number: here the last
 * tenth, which in the printed schedule is the last learning rate; the released code has none.
 */
const uniMix = ({ stageOne: { epochs } }: Setting, tau: number): Mixing => ({
  mixing: { name: 'unimix', options: { tau } },
  mixingStopEpoch: Math.round(0.9 * epochs),
});

const isCifar100 = ({ stageOne: { data } }: Setting) => data.dataset === 'cifar-100';

/** What each row of Table 4 does with images, by the first half of its key; UniMix with the best τ of Figure 4. */
const mixings: Mixings = {
  None: () => ({}),
  mixup: () => ({ mixing: 'mixup' }),
  Remix: () => ({ mixing: 'remix' }),
  UniMix: (setting) => uniMix(setting, isCifar100(setting) ? 0 : -1),
};

/** The configurations beside the released code, much milder: in the paper's terms τ is 0.5 and 0.9. */
const releasedMixing: Mixings = {
  'UniMix-released': (setting) => ({
    mixing: { name: 'unimix', options: { level: 'batch', tau: isCifar100(setting) ? -0.1 : -0.5 } },
  }),
};

const ldam: TrainedChanges = { loss: 'ldam', model: { head: 'cosine' } };

/**
 * What a row of Table 4 minimises, by the second half of its key. Up to a constant, Bayias is balanced softmax, and the
 * logit-adjusted loss with τ = 1.
 */
const losses: Record<string, TrainedChanges> = {
  CE: { loss: 'cross-entropy' },
  LDAM: ldam,
  Bayias: { loss: 'balanced-softmax' },
};

function combined(mixed: Mixings): TrainedRows {
  return Object.fromEntries(
    Object.entries(losses).flatMap(([loss, minimised]) =>
      Object.entries(mixed).map(([name, mixing]) => [
        `${name}+${loss}`,
        trained((setting) => ({ ...mixing(setting), ...minimised })),
      ]),
    ),
  );
}

/** Table 4, by the keys of its printed rows. */
export const ablation: TrainedRows = combined(mixings);
export const releasedAblation: TrainedRows = combined(releasedMixing);

const erm = trained({ loss: 'cross-entropy' });
const mixup = trained({ loss: 'cross-entropy', mixing: 'mixup' });
const ldamDrw = trained(
  reweightedLate(ldam, { name: 'ldam', options: { classWeights: 'effective-number', reduction: 'weighted-mean' } }),
);
const cdt = trained((setting) => ({
  loss: { name: 'cdt', options: { gamma: isCifar100(setting) ? 0.2 : 0.4 } },
}));

/** The printed rows of Table 1 that other papers have too. */
export const comparedRows: Rows = {
  ERM: erm,
  mixup,
  Remix: ablation['Remix+CE']!,
  BBN: trained({ loss: 'cross-entropy', training: 'bbn' }),
  Focal: trained({ loss: 'focal' }),
  'tau-norm': adjusted(erm, 'weight-normalisation'),
  LDAM: ablation['None+LDAM']!,
  'Logit-Adjustment': ablation['None+Bayias']!,
  'UniMix+Bayias': ablation['UniMix+Bayias']!,
};

/** Those that are trained for this table alone, or for few. */
export const furtherRows: Rows = {
  'Manifold-Mixup': trained({ loss: 'cross-entropy', mixing: 'manifold-mixup' }),
  M2m: trained({ loss: 'cross-entropy', training: 'm2m' }),
  'CB-Focal': trained({ loss: { name: 'class-balanced', options: { base: 'sigmoid-focal' } } }),
  'LDAM+DRW': ldamDrw,
  CDT: cdt,
};

/** Table 2. */
export const calibratedRows: TrainedRows = {
  ERM: erm,
  mixup,
  Remix: ablation['Remix+CE']!,
  'LDAM+DRW': ldamDrw,
  UniMix: ablation['UniMix+CE']!,
  Bayias: ablation['None+Bayias']!,
  'UniMix+Bayias': ablation['UniMix+Bayias']!,
};

/** Figure 1: Table 2 without LDAM+DRW, each from the features that its model leaves, since a record holds no outputs. */
export const pointRows: Rows = Object.fromEntries(
  Object.entries(calibratedRows)
    .filter(([row]) => row !== 'LDAM+DRW')
    .map(([row, method]) => [row, adjusted(method, 'unadjusted')]),
);

/** Figure 5, panels (a) to (e). */
export const confusedRows: Rows = {
  ERM: erm,
  Remix: ablation['Remix+CE']!,
  'LDAM+DRW': ldamDrw,
  CDT: cdt,
  'UniMix+Bayias': ablation['UniMix+Bayias']!,
};

/** Figure 4, whose τ the text does not list: from twice reversed to random. */
export const taus = [-2, -1, 0, 0.5, 1];
export const rowOfTau = (tau: number) => `tau=${tau}`;
export const sampledRows: Rows = Object.fromEntries(
  taus.map((tau) => [rowOfTau(tau), trained((setting) => ({ ...uniMix(setting, tau), loss: 'cross-entropy' }))]),
);
