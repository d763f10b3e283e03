/** The rows of MiSLAS's tables and figures: what stage two learns, with which loss, on whose features. */
import { adjusted, type Method, reweightedLate, type StageTwoInput, trained } from '../../lib/experiment/index.js';
import type { TwoStageSetting } from './settings.js';

type Row = Method<TwoStageSetting>;
export type Rows = Record<string, Row>;

const plain = trained({ loss: 'cross-entropy' });
const mixedUp = trained({ loss: 'cross-entropy', mixing: 'mixup' });
const balanced: Row = ({ balanced: { imbalanceFactor, ...changes } = { imbalanceFactor: 1 }, ...setting }, seed) => ({
  ...plain(setting, seed),
  ...changes,
  data: { ...setting.stageOne.data, imbalanceFactor },
});

type StageOne = typeof plain;
type Adjusting = (setting: TwoStageSetting) => { name: string; options: Record<string, unknown> };
type Loss = (setting: TwoStageSetting) => string | { name: string; options: object };

/** Stage two of Table 6: what every row learns with. */
const schedule = ({ stageTwo: { budget } }: TwoStageSetting) => ({
  epochs: 10,
  batchSize: 128,
  learningRate: 0.1,
  weightDecay: 2e-4,
  cosine: 'epoch',
  ...budget,
});

const smoothing =
  (options: object): Loss =>
  () => ({ name: 'label-aware-smoothing', options });
const smoothingOfTable6: Loss = ({ stageTwo: { epsilonHead, epsilonTail } }) => ({
  name: 'label-aware-smoothing',
  options: { epsilonHead, epsilonTail },
});
/** As the released code spreads it. */
const releasedSmoothing: Loss = ({ stageTwo: { epsilonHead, epsilonTail } }) => ({
  name: 'label-aware-smoothing',
  options: { epsilonHead, epsilonTail, smoothing: 'over-all-classes' },
});

const unadjusted: Adjusting = () => ({ name: 'unadjusted', options: {} });
const crt: Adjusting = (setting) => ({ name: 'crt', options: schedule(setting) });
const lws =
  (loss: Loss = () => 'cross-entropy'): Adjusting =>
  (setting) => ({ name: 'lws', options: { ...schedule(setting), loss: loss(setting) } });

/** Equation 4 with r = 1: weight scaling with a shift ΔW. */
const generalised =
  (loss: Loss, options: object = {}): Adjusting =>
  (setting) => ({
    name: 'mislas',
    options: { ...schedule(setting), shiftRate: setting.stageTwo.shiftRate, loss: loss(setting), ...options },
  });

/** Where stage two learns: on features as stage one left them, or after shift learning. */
type Place = (base: StageOne, adjusting: Adjusting) => Row;

const frozen: Place = (base, adjusting) => adjusted(base, adjusting);

/** On features whose batch normalisations have followed images of a sampler first; unmixed, whatever stage one did. */
const shiftedBy =
  (sampler: string): Place =>
  (base, adjusting) =>
  (setting, seed) => ({
    ...(adjusted(base, adjusting)(setting, seed) as StageTwoInput),
    shiftBatchNorm: { ...setting.stageTwo.shifting, sampler },
  });
const shifted = shiftedBy('class-aware');

/** The released configurations shift on CIFAR-100-LT alone; the text does not say so. */
const asReleased: Place = (base, adjusting) => (setting, seed) =>
  (setting.stageOne.data.dataset === 'cifar-100' ? shifted : frozen)(base, adjusting)(setting, seed);

const weightedMean = { reduction: 'weighted-mean' };

/** The rows of Table 4 that are trained in one stage. */
export const trainedRows: Rows = {
  CE: plain,
  mixup: mixedUp,
  'LDAM+DRW': trained(
    reweightedLate(
      { loss: 'ldam', model: { head: 'cosine' } },
      { name: 'ldam', options: { classWeights: 'effective-number', ...weightedMean } },
    ),
  ),
  BBN: trained({ loss: 'cross-entropy', training: 'bbn' }),
  'Remix+DRW': trained(
    reweightedLate({ loss: 'cross-entropy', mixing: 'remix' }, { name: 'class-balanced', options: weightedMean }),
  ),
};

/** The first two from their features alone. */
export const featureRows: Rows = { CE: frozen(plain, unadjusted), mixup: frozen(mixedUp, unadjusted) };

/** The rows of Table 4 with two stages. */
export const twoStageRows: Rows = {
  'cRT+mixup': frozen(mixedUp, crt),
  'LWS+mixup': frozen(mixedUp, lws()),
  MiSLAS: shifted(mixedUp, generalised(smoothingOfTable6)),
  'MiSLAS-without-SL': frozen(mixedUp, generalised(smoothingOfTable6)),
  'MiSLAS-released': asReleased(mixedUp, generalised(releasedSmoothing, { form: 'released' })),
};

/** Table 3: one module after the other, and what its last step does alone. */
export const modules: Rows = {
  none: frozen(plain, lws()),
  MU: twoStageRows['LWS+mixup']!,
  'MU+SL': shifted(mixedUp, lws()),
  'MU+SL+LAS': twoStageRows.MiSLAS!,
  'MU+LAS': twoStageRows['MiSLAS-without-SL']!,
  'MU+SL+LAS-only': shifted(mixedUp, lws(smoothingOfTable6)),
};

/** Figure 7: shift learning, and the same with the images as often as they occur, which only stops mixing them. */
export const streams: Rows = {
  'MU+SL': modules['MU+SL']!,
  'MU+SL-instance-balanced': shiftedBy('instance-balanced')(mixedUp, lws()),
};

const reweighted = (place: Place): Rows => ({
  'CB-CE': place(
    mixedUp,
    generalised(() => 'class-balanced'),
  ),
  'CB-CE-instance-balanced': place(
    mixedUp,
    generalised(() => 'class-balanced', { sampler: 'instance-balanced' }),
  ),
});

/** Table 2: one stage two with another loss. */
export const losses: Rows = { ...reweighted(shifted), LAS: twoStageRows.MiSLAS! };
export const lossesWithoutShift: Rows = { ...reweighted(frozen), LAS: twoStageRows['MiSLAS-without-SL']! };

/** Figures 1 and 9: standard training, balanced and not, and two second stages. */
export const plainRows: Rows = {
  balanced,
  plain: frozen(plain, unadjusted),
  cRT: frozen(plain, crt),
  LWS: frozen(plain, lws()),
};

/** Figure 3. */
export const softAndHard: Rows = { CE: frozen(plain, lws()), LAS: frozen(plain, lws(smoothingOfTable6)) };

/** ε_1 and ε_K of Figure 5. */
export const epsilons = [0, 0.1, 0.2, 0.3, 0.4, 0.5];

/** A cell of Figure 5 by its row: `0.3_0.0`. */
export const cellOf = (epsilonHead: number, epsilonTail: number) =>
  `${epsilonHead.toFixed(1)}_${epsilonTail.toFixed(1)}`;

/** Figure 5: every 0 ≤ ε_K ≤ ε_1 ≤ 0.5; its ε_1 = ε_K = 0 is cross-entropy. */
const gridOf = (place: Place): Rows =>
  Object.fromEntries(
    epsilons.flatMap((epsilonHead) =>
      epsilons
        .filter((epsilonTail) => epsilonTail <= epsilonHead)
        .map((epsilonTail) => [
          cellOf(epsilonHead, epsilonTail),
          place(mixedUp, generalised(smoothing({ epsilonHead, epsilonTail }))),
        ]),
    ),
  );
export const smoothingGrid = gridOf(asReleased);
export const smoothingGridWithoutShift = gridOf(frozen);

/** Of the exponential form in Figure 8, whose p the text does not tell: two below and two above the linear form. */
export const exponents = [0.25, 0.5, 2, 4];

/** Figures 6 and 8: forms of f with ε_1 and ε_K as there. */
export const formOptions = { epsilonHead: 0.4, epsilonTail: 0.1 };
export const formsOfFigure6 = ['concave', 'linear', 'convex'];
const formsOf = (place: Place): Rows => {
  const row = (options: object) => place(mixedUp, generalised(smoothing({ ...formOptions, ...options })));
  return {
    ...Object.fromEntries(formsOfFigure6.map((shape) => [shape, row({ shape })])),
    ...Object.fromEntries(exponents.map((p) => [`p=${p}`, row({ shape: 'exponential', p })])),
  };
};
export const forms = formsOf(asReleased);
export const formsWithoutShift = formsOf(frozen);
