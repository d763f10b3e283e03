/** The sentences of the MiSLAS paper that its tables and its figures of models support, as predicates over published metrics. */
import { type Claim, exceeds } from '../../lib/harness/compare/index.js';
import { better, calibratedBetter, claim, claimsTooMuch } from './comparisons.js';
import { changeKey, groupKey } from './keys.js';

export function claimsOfTable2(column: string): Claim[] {
  const about = {
    sentence: 'Using the re-weighting method in stage two degrades performance and calibration compared with LAS',
    source: 'section 4.2, comparing re-weighting with label-aware smoothing',
  };
  const overConfident = {
    sentence: 'The optimal solution of re-weighting is the same as that of cross-entropy and leads to over-confidence',
    source: about.source,
  };
  return ['CB-CE', 'CB-CE-instance-balanced'].flatMap((row) => [
    claimsTooMuch('T2', column, row, overConfident),
    ...better('T2', column, ['LAS', row], about),
  ]);
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
  return [
    calibratedBetter(item, column, ['balanced', 'plain'], {
      sentence: 'Networks trained on long-tailed datasets usually have higher ECEs',
      source,
    }),
    claimsTooMuch(item, column, 'plain', {
      sentence: 'Networks trained on long-tailed datasets are more miscalibrated and over-confident',
      source,
    }),
    ...['cRT', 'LWS'].flatMap((row) => [
      claimsTooMuch(item, column, row, {
        sentence: 'The two-stage models of cRT and LWS suffer from over-confidence as well',
        source,
      }),
      calibratedBetter(item, column, ['balanced', row], {
        sentence:
          'Models trained on long-tailed datasets are much more miscalibrated; two-stage models suffer from this as well',
        source: 'section 1, contributions',
      }),
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
    ['cRT+mixup', 'cRT'],
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
    ...ours.flatMap((row) => ['plain', 'cRT', 'LWS'].flatMap((other) => better('F9', column, [row, other], about))),
    ...ours.map((row) => calibratedBetter('F9', column, [row, 'balanced'], about)),
  ];
}

export function claimsOfFigure3(column: string): Claim[] {
  const source = 'section 4.2, how label-aware smoothing affects prediction distribution';
  const premise = 'section 3.2 and Figure 3';
  return [
    ...['many', 'medium'].map((group) =>
      claim(
        `F3/${group}-more-over-confident-than-few`,
        column,
        {
          sentence: 'The head and medium classes are more likely to be over-confident than the tail classes',
          source: premise,
        },
        ['cross-entropy', group],
        exceeds(groupKey('overconfidence', group, 'CE', column), groupKey('overconfidence', 'few', 'CE', column)),
      ),
    ),
    claim(
      'F3/many-more-confident-than-few',
      column,
      { sentence: 'Distributions of predicted probability are related to instance numbers', source: premise },
      ['cross-entropy', 'median confidence of head and tail'],
      exceeds(groupKey('confidence-median', 'many', 'CE', column), groupKey('confidence-median', 'few', 'CE', column)),
    ),
    ...['many', 'medium'].map((group) =>
      claim(
        `F3/${group}-less-over-confident`,
        column,
        { sentence: 'The over-confidence of head and medium classes is much reduced', source },
        [group],
        exceeds(groupKey('excess', group, 'CE', column), groupKey('excess', group, 'LAS', column)),
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

/** Changes from stage one on, as the paper has them, and those that the sampling alone makes of unmixed images. */
export function claimsOfFigure7(column: string): Claim[] {
  const source = 'section 4.2, further analysis of shift learning';
  const layers = ['first', 'last'] as const;
  const quantities = ['mean-change', 'variance-change', 'mean-relative-change', 'variance-relative-change'];
  return [
    ...['mean-change', 'variance-change'].flatMap((quantity) =>
      layers.map((layer) =>
        claim(
          `F7/${layer}-${quantity}-by-sampling`,
          column,
          {
            sentence: 'Due to different composition ratios of the classes, the statistic mean μ and variance σ² vary',
            source,
          },
          [`${quantity.replace('-', ' ')} of the ${layer} layer by the sampling, beside that by the end of mixup`],
          exceeds(
            changeKey('sampling-only', layer, quantity, column),
            changeKey('MU+SL-instance-balanced', layer, quantity, column),
          ),
        ),
      ),
    ),
    ...['MU+SL', 'sampling-only'].flatMap((row) => [
      ...layers.map((layer) =>
        claim(
          `F7/${row}-${layer}-variance-changes-more`,
          column,
          { sentence: 'The change in variance σ² is larger than that on mean μ', source },
          [row, `${layer} layer`],
          exceeds(changeKey(row, layer, 'variance-change', column), changeKey(row, layer, 'mean-change', column)),
        ),
      ),
      ...quantities.map((quantity) =>
        claim(
          `F7/${row}-${quantity}-smaller-in-depth`,
          column,
          { sentence: 'Change of μ and σ² in the deep layers is much smaller than that in the shallow layers', source },
          [row, quantity.replaceAll('-', ' ')],
          exceeds(changeKey(row, 'first', quantity, column), changeKey(row, 'last', quantity, column)),
        ),
      ),
    ]),
  ];
}
