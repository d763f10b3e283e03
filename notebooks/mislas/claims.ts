/** The sentences of the MiSLAS paper that its tables and its figures of models support, as predicates over published metrics. */
import { type Claim, exceeds } from '../../lib/harness/compare/index.js';
import { better, calibratedBetter, claim } from './comparisons.js';
import { changeKey, groupKey, overconfidenceKey } from './keys.js';

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

export function claimsOfFigure3(column: string): Claim[] {
  const source = 'section 4.2, how label-aware smoothing affects prediction distribution';
  return [
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
          { sentence: 'There exist biases in μ and σ² between datasets using different sampling strategies', source },
          [`${quantity.replace('-', ' ')} of the ${layer} layer, beside that with the sampling of stage one`],
          exceeds(
            changeKey('MU+SL', layer, quantity, column),
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
