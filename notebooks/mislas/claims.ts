/** The sentences of the MiSLAS paper that its tables and figures support, as predicates over published metrics. */
import { type Claim, equals, exceeds, increasesAlong, type Predicate } from '../../lib/harness/compare/index.js';
import { cellOf, exponents, formOptions } from './rows.js';

/** The columns of a setting begin alike: `c10_100_acc` and `c10_100_ece`, or `c10_acc` and `c10_ece`. */
const columnOf = (column: string, quantity: string) => `${column.replace(/_acc$/, '')}_${quantity}`;

export const accuracyKey = (item: string, row: string, column: string) =>
  `mislas/${item}/${row}/${columnOf(column, 'acc')}`;
export const errorKey = (item: string, row: string, column: string) =>
  `mislas/${item}/${row}/${columnOf(column, 'ece')}`;
export const overconfidenceKey = (item: string, row: string, column: string) =>
  `mislas/${item}/${row}/${columnOf(column, 'overconfidence')}`;

/** Accuracy and calibration error as the paper writes them, `82.1 / 3.70`; a dash for what is not there. */
export function accuracyAndError(
  read: (key: string) => unknown,
  { item, row, column }: { item: string; row: string; column: string },
): string {
  const [accuracy, error] = [read(accuracyKey(item, row, column)), read(errorKey(item, row, column))];
  const digits = (value: unknown, count: number) => (typeof value === 'number' ? value.toFixed(count) : '–');
  return accuracy === undefined || accuracy === null ? '–' : `${digits(accuracy, 1)} / ${digits(error, 2)}`;
}

interface Source {
  /** Without its full stop. */
  sentence: string;
  source: string;
}

/** A sentence of the paper at one column; `here` says which part of it the predicate is about. */
function claim(key: string, column: string, { sentence, source }: Source, here: string[], predicate: Predicate): Claim {
  const place = column.replace(/_acc$/, '');
  return {
    key: `mislas/${key}/${place}`,
    sentence: `${sentence} (here: ${[...here, place].join(', ')}).`,
    source,
    predicate,
  };
}

/** The first row has the higher accuracy, and the lower calibration error. */
function better(item: string, column: string, [first, second]: [string, string], about: Source): Claim[] {
  return [
    claim(
      `${item}/${first}-more-accurate-than-${second}`,
      column,
      about,
      [`accuracy of ${first} and ${second}`],
      exceeds(accuracyKey(item, first, column), accuracyKey(item, second, column)),
    ),
    calibratedBetter(item, column, [first, second], about),
  ];
}

function calibratedBetter(item: string, column: string, [first, second]: [string, string], about: Source): Claim {
  return claim(
    `${item}/${first}-calibrated-better-than-${second}`,
    column,
    about,
    [`calibration error of ${first} and ${second}`],
    exceeds(errorKey(item, second, column), errorKey(item, first, column)),
  );
}

export function claimsOfTable2(column: string): Claim[] {
  const about = {
    sentence: 'Using the re-weighting method in stage two degrades performance and calibration compared with LAS',
    source: 'section 4.2, comparing re-weighting with label-aware smoothing',
  };
  return ['CB-CE', 'CB-CE-instance-balanced'].flatMap((row) => better('T2', column, ['LAS', row], about));
}

export function claimsOfTable3(column: string): Claim[] {
  const about = {
    sentence: 'Each proposed module not only improves accuracy but also greatly relieves over-confidence',
    source: 'section 4.2, summary',
  };
  const steps: [string, string][] = [
    ['MU', 'none'],
    ['MU+SL', 'MU'],
    ['MU+SL+LAS', 'MU+SL'],
    ['MU+LAS', 'MU'],
    ['MU+SL+LAS-only', 'MU+SL'],
  ];
  return steps.flatMap((pair) => better('T3', column, pair, about));
}

/** @param rows those that the column has; where MiSLAS itself is not among them, MiSLAS without shift learning speaks for it. */
export function claimsOfTable4(column: string, rows: string[]): Claim[] {
  const about = {
    sentence: 'MiSLAS outperforms all previous methods by consistently large margins both in top-1 accuracy and ECE',
    source: 'section 4.3, experimental results on CIFAR-LT',
  };
  const ours = rows.includes('MiSLAS') ? 'MiSLAS' : 'MiSLAS-without-SL';
  const others = rows.filter((row) => !row.startsWith('MiSLAS'));
  return others.flatMap((other) => better('T4', column, [ours, other], about));
}

/** Of Figure 1 or of Figure 9. */
export function claimsOfOverconfidence(item: 'F1' | 'F9', column: string): Claim[] {
  const source = 'section 1';
  const overconfident = { sentence: 'The two-stage models of cRT and LWS suffer from over-confidence as well', source };
  return [
    calibratedBetter(item, column, ['balanced', 'plain'], {
      sentence: 'Networks trained on long-tailed datasets usually have higher ECEs',
      source,
    }),
    ...['cRT', 'LWS'].flatMap((row) => [
      claim(
        `${item}/${row}-over-confident`,
        column,
        overconfident,
        [`confidence and accuracy of ${row}`],
        exceeds(overconfidenceKey(item, row, column), 0),
      ),
      calibratedBetter(item, column, ['balanced', row], overconfident),
    ]),
  ];
}

export function claimsOfFigure4(column: string): Claim[] {
  const source = 'section 4.2, calibration performance';
  const about = {
    sentence: 'Both mixup and label-aware smoothing largely enhance calibration and greatly improve performance',
    source,
  };
  const pairs: [string, string][] = [
    ['LWS+mixup', 'LWS'],
    ['MiSLAS', 'LWS+mixup+SL'],
    ['MiSLAS-without-SL', 'LWS+mixup'],
  ];
  return [
    ...pairs.flatMap((pair) => better('F4', column, pair, about)),
    calibratedBetter('F4', column, ['MiSLAS', 'balanced'], {
      sentence:
        'Both mixup and label-aware smoothing enhance calibration, to even lower ECEs than on balanced datasets',
      source,
    }),
  ];
}

export function claimsOfFigure9(column: string): Claim[] {
  const about = {
    sentence: 'The similar trends can also be noticed on CIFAR-10-LT',
    source: 'section 4.2, calibration performance, and appendix C',
  };
  const ours = ['MiSLAS', 'MiSLAS-without-SL'];
  return [
    ...claimsOfOverconfidence('F9', column),
    ...ours.flatMap((row) =>
      ['plain', 'cRT', 'LWS'].map((other) => calibratedBetter('F9', column, [row, other], about)),
    ),
  ];
}

/** Mean probability less accuracy, and medians, of a shot group. */
export const groupKey = (quantity: string, group: string, row: string, column: string) =>
  `mislas/F3/${row}/${column}/${group}-${quantity}`;

export function claimsOfFigure3(column: string): Claim[] {
  const source = 'section 4.2, how label-aware smoothing affects prediction distribution';
  return [
    ...['many', 'medium'].map((group) =>
      claim(
        `F3/${group}-less-over-confident`,
        column,
        { sentence: 'The over-confidence of head and medium classes is much reduced', source },
        [group],
        exceeds(groupKey('overconfidence', group, 'CE', column), groupKey('overconfidence', group, 'LAS', column)),
      ),
    ),
    ...['confidence', 'true-probability'].map((quantity) =>
      claim(
        `F3/tail-moves-right-in-${quantity}`,
        column,
        { sentence: 'The whole distribution of the tail classes slightly moves right', source },
        [`median of the ${quantity}`],
        exceeds(
          groupKey(`${quantity}-median`, 'few', 'LAS', column),
          groupKey(`${quantity}-median`, 'few', 'CE', column),
        ),
      ),
    ),
  ];
}

/** The key of a gain in accuracy over cross-entropy, ε_1 = ε_K = 0; two of them are in the text. */
export const gainKey = (column: string, cell: string) => `mislas/F5/LAS-gain-over-none/${column}_${cell}`;

/** The cells of Figure 5 that the paper marks as the best, by column. */
export const markedCells: Record<string, string> = { c10: cellOf(0.3, 0), c100: cellOf(0.4, 0.1) };

export function claimsOfFigure5(column: string): Claim[] {
  const source = 'section 4.2, how ε_1 and ε_K affect label-aware smoothing';
  const marked = markedCells[column]!;
  return [
    claim(
      'F5/marked-cell-better-than-cross-entropy',
      column,
      { sentence: 'The accuracy is further improved at the ε_1 and ε_K that the paper picks', source },
      [marked.replace('_', ' and ')],
      exceeds(gainKey(column, marked), 0),
    ),
    claim(
      'F5/some-cell-better-than-cross-entropy',
      column,
      { sentence: 'Label-aware smoothing improves on conventional cross-entropy', source },
      ['its best ε_1 and ε_K'],
      exceeds(`mislas/F5/largest-gain/${column}`, 0),
    ),
  ];
}

/** Training images of a class at which the forms are published: from N_K to N_1 of CIFAR-100-LT, IF 100. */
export const formCounts = [5, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500];

export const formsOf = { F6: ['concave', 'linear', 'convex'], F8: exponents.map((p) => `p=${p}`) };

/** What is exact about the forms of f. */
export function claimsOfForms(item: 'F6' | 'F8'): Claim[] {
  const exact = (name: string, sentence: string, predicate: Predicate, source = 'section 3.2 and eq. 3'): Claim => ({
    key: `mislas/${item}/${name}`,
    sentence: `${sentence}.`,
    source,
    predicate,
  });
  const { epsilonHead, epsilonTail } = formOptions;
  return [
    ...formsOf[item].flatMap((form) => {
      const curve = formCounts.map((count) => `mislas/${item}/f-${form}/N-${count}`);
      return [
        exact(
          `${form}-rises-with-N`,
          `For large N_y label-aware smoothing allocates a strong smoothing factor (here: ${form})`,
          increasesAlong(curve, { atLeast: 0.999 }),
        ),
        exact(
          `${form}-begins-at-epsilon-K`,
          `The smallest class is smoothed by ε_K (here: ${form})`,
          equals(curve[0]!, epsilonTail, { within: 1e-12 }),
        ),
        exact(
          `${form}-ends-at-epsilon-1`,
          `The largest class is smoothed by ε_1 (here: ${form})`,
          equals(curve.at(-1)!, epsilonHead, { within: 1e-12 }),
        ),
      ];
    }),
    ...(item === 'F6'
      ? [
          exact(
            'concave-above-linear',
            'The concave form smooths every class between the largest and the smallest more than the linear one',
            exceeds('mislas/F6/least-difference/concave-linear', 0),
          ),
          exact(
            'linear-above-convex',
            'The linear form smooths every class between the largest and the smallest more than the convex one',
            exceeds('mislas/F6/least-difference/linear-convex', 0),
          ),
          ...(['head', 'tail'] as const).map((end) =>
            exact(
              `finite-optimum-${end}`,
              `Label-aware smoothing encourages a finite output, at which the label's probability is 1 − ε_y (here: ${end})`,
              equals(`mislas/F6/probability-at-optimum/${end}`, 1 - (end === 'head' ? epsilonHead : epsilonTail), {
                within: 1e-12,
              }),
              'eq. 2 and appendix E',
            ),
          ),
        ]
      : exponents.map((p) =>
          exact(
            `p=${p}-is-${p < 1 ? 'concave' : 'convex'}`,
            `We get the concave related function when setting p < 1 and convex function otherwise (here: p = ${p})`,
            exceeds(`mislas/F8/least-bend/p=${p}`, 0),
            'appendix B, eq. 7',
          ),
        )),
  ];
}

/** What is measured in stage two with the forms: rows of Figure 6, or those and the exponents of Figure 8. */
export function claimsOfFormAccuracy(item: 'F6' | 'F8', column: string): Claim[] {
  const best = {
    sentence: 'The concave form achieves the best result',
    source: item === 'F6' ? 'section 4.2 and Figure 6' : 'appendix B',
  };
  const others = item === 'F6' ? ['linear', 'convex'] : formsOf.F8;
  return [
    ...others.map((row) =>
      claim(
        `${item}/concave-better-than-${row}`,
        column,
        best,
        [`beside ${row}`],
        exceeds(accuracyKey(item, 'concave', column), accuracyKey(item, row, column)),
      ),
    ),
    claim(
      `${item}/forms-matter-less-than-epsilons`,
      column,
      {
        sentence: 'The gain of changing the form is quite limited compared with varying ε_1 and ε_K',
        source: 'section 4.2, how f affects label-aware smoothing',
      },
      ['largest less smallest accuracy'],
      exceeds(`mislas/F5/spread/${column}`, `mislas/${item}/spread/${column}`),
    ),
  ];
}

/** Mean absolute change of a running statistic over the channels of a layer; `relative` to what stage one has. */
export const changeKey = (layer: 'first' | 'last', quantity: string, column: string) =>
  `mislas/F7/${layer}-${quantity}/${column}`;

export function claimsOfFigure7(column: string): Claim[] {
  const source = 'section 4.2, further analysis of shift learning';
  const layers = ['first', 'last'] as const;
  return [
    ...layers.flatMap((layer) => [
      claim(
        `F7/${layer}-biased`,
        column,
        { sentence: 'There exist biases in μ and σ² between datasets using different sampling strategies', source },
        [`μ of the ${layer} layer`],
        exceeds(changeKey(layer, 'mean-change', column), 0),
      ),
      claim(
        `F7/${layer}-variance-changes-more`,
        column,
        { sentence: 'The change in variance σ² is larger than that on mean μ', source },
        [`${layer} layer`],
        exceeds(changeKey(layer, 'variance-change', column), changeKey(layer, 'mean-change', column)),
      ),
    ]),
    ...['mean-change', 'variance-change', 'mean-relative-change', 'variance-relative-change'].map((quantity) =>
      claim(
        `F7/${quantity}-smaller-in-depth`,
        column,
        { sentence: 'Change of μ and σ² in the deep layers is much smaller than that in the shallow layers', source },
        [quantity.replaceAll('-', ' ')],
        exceeds(changeKey('first', quantity, column), changeKey('last', quantity, column)),
      ),
    ),
  ];
}
