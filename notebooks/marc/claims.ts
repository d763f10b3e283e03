/** The sentences of the MARC paper that its tables and figures support, as predicates over published metrics. */

import {
  type Claim,
  closerToUniform,
  decreasesAlong,
  equals,
  exceeds,
  increasesAlong,
  increasesWith,
} from '../../lib/harness/compare/index.js';
import { printedRows } from '../../lib/harness/targets/index.js';

/** One claim for each other printed row at a column. */
export function claimsOfTable2(column: string): Claim[] {
  const cell = (row: string) => `marc/T2/${row}/${column}`;
  const others = printedRows('marc', 'T2').filter((row) => row !== 'MARC');
  return others.map((row) => ({
    key: `marc/T2/MARC-over-${row}/${column}`,
    sentence: `MARC outperforms all other methods in CIFAR-LT (here: ${row}, ${column}).`,
    source: 'section 4.2, CIFAR',
    predicate: exceeds(cell('MARC'), cell(row)),
  }));
}

const classKeys = (prefix: string, classCount: number) =>
  Array.from({ length: classCount }, (_, k) => `${prefix}/class-${k}`);

interface Balance {
  column: string;
  classCount: number;
  /** Where the text says how logits and margins are before the calibration, and after it. */
  sources: { before: string; after: string };
}

/** Of the logits and margins that Figure 1 shows, and Figure 3 (a) and (b). */
function claimsOfBalance(figure: 'F1' | 'F3', { column, classCount, sources }: Balance): Claim[] {
  return ['logit', 'margin'].flatMap((quantity) => {
    const before = classKeys(`marc/${figure}/${quantity}-before/${column}`, classCount);
    const after = classKeys(`marc/${figure}/${quantity}-after/${column}`, classCount);
    return [
      {
        key: `marc/${figure}/${quantity}s-fall-to-the-tail/${column}`,
        sentence: `Before any calibration, head classes tend to have much larger margins and logits than tail classes (here: ${quantity}s, ${column}).`,
        source: sources.before,
        predicate: decreasesAlong(before),
      },
      {
        key: `marc/${figure}/${quantity}s-more-balanced/${column}`,
        sentence: `The margins and logits become more balanced after the margin calibration (here: ${quantity}s, ${column}).`,
        source: sources.after,
        // MARC may scale all logits: only their spread in relation to their mean tells how balanced they are.
        predicate: closerToUniform(after, before, { relative: true }),
      },
    ];
  });
}

export function claimsOfFigure1(column: string, classCount: number): Claim[] {
  const before = (quantity: string) => classKeys(`marc/F1/${quantity}-before/${column}`, classCount);
  const sources = { before: 'section 1 and eq. 7', after: 'section 1 (logits) and section 4.4' };
  return [
    {
      key: `marc/F1/logits-rise-with-margins/${column}`,
      sentence: `The uncalibrated margins and logits are positively correlated (here: over the classes, ${column}).`,
      source: 'abstract',
      predicate: increasesWith(before('logit'), before('margin'), { atLeast: 0 }),
    },
    ...claimsOfBalance('F1', { column, classCount, sources }),
  ];
}

export function claimsOfFigure3(column: string, classCount: number): Claim[] {
  const tail = (name: string) => `marc/F3/tail-taken-for-head-${name}/${column}`;
  const diagonal = (name: string) => classKeys(`marc/F3/diagonal-${name}/${column}`, classCount);
  const visualised = 'section 4.4, visualization of the margin and logit';
  return [
    ...claimsOfBalance('F3', { column, classCount, sources: { before: visualised, after: visualised } }),
    {
      key: `marc/F3/fewer-tail-images-taken-for-head/${column}`,
      sentence: `The standard training method tends to classify tail classes as head classes; MARC does so less (here: as any larger class, ${column}).`,
      source: 'section 4.4, class-wise performance',
      predicate: exceeds(tail('before'), tail('after')),
    },
    {
      key: `marc/F3/diagonal-more-even/${column}`,
      sentence: `We can reduce the performance gap between the head and the tail classes (${column}).`,
      source: 'section 4.4',
      predicate: closerToUniform(diagonal('after'), diagonal('before')),
    },
    {
      key: `marc/F3/head-not-severely-affected/${column}`,
      sentence: `The performance on head classes is not severely affected (our bound: the largest class loses under ten percentage points; ${column}).`,
      source: 'section 4.4, class-wise performance',
      predicate: exceeds(diagonal('after')[0]!, diagonal('before')[0]!, { by: -10 }),
    },
  ];
}

export function claimsOfFigure5(column: string, classCount: number): Claim[] {
  const metric = (name: string) => `marc/F5/${name}/${column}`;
  const lastClass = (name: string) => classKeys(metric(`class-accuracy-${name}`), classCount).at(-1)!;
  return [
    {
      key: `marc/F5/accuracy-rises/${column}`,
      sentence: `The overall accuracy shows that MARC alleviates the uncalibrated prediction problem (${column}).`,
      source: 'section 4.4, class-wise performance',
      predicate: exceeds(metric('accuracy-after'), metric('accuracy-before')),
    },
    {
      key: `marc/F5/F1-rises/${column}`,
      sentence: `The F1-score shows that MARC alleviates the uncalibrated prediction problem (${column}).`,
      source: 'section 4.4, class-wise performance',
      predicate: exceeds(metric('macro-F1-after'), metric('macro-F1-before')),
    },
    {
      key: `marc/F5/last-class-improves/${column}`,
      sentence: `The performance on tail classes is improved (here: the smallest class, ${column}).`,
      source: 'section 4.4, class-wise performance',
      predicate: exceeds(lastClass('after'), lastClass('before')),
    },
    {
      key: `marc/F5/tail-above-head/${column}`,
      sentence: `The accuracy of the tail class is much higher than that of the head class (here: after MARC, the smallest and the largest class, ${column}).`,
      source: 'section 4.4, class-wise performance',
      predicate: exceeds(lastClass('after'), classKeys(metric('class-accuracy-after'), classCount)[0]!),
    },
  ];
}

/** The numbers that stage two learns, by row of Table 6, of p features and K classes. */
const learnedCounts: Record<string, { formula: string; count: (featureSize: number, classCount: number) => number }> = {
  'Decouple-cRT': { formula: 'pK + K', count: (p, K) => p * K + K },
  'Decouple-LWS': { formula: 'K', count: (_, K) => K },
  DisAlign: { formula: 'p + 2K', count: (p, K) => p + 2 * K },
  MARC: { formula: '2K', count: (_, K) => 2 * K },
};

/** What Table 6 counts. */
export function claimOfCount(
  row: string,
  column: string,
  { classCount, featureSize }: { classCount: number; featureSize: number },
): Claim {
  const { formula, count } = learnedCounts[row]!;
  return {
    key: `marc/T6/${row}-learns-${formula.replaceAll(' ', '')}/${column}`,
    sentence: `${row} has ${formula} trainable parameters (here: ${column}, p = ${featureSize}, K = ${classCount}).`,
    source: row === 'MARC' ? 'section 3.3 and Table 6' : 'Table 6',
    predicate: equals(`marc/T6/${row}/${column}_learned`, count(featureSize, classCount)),
  };
}

/** What the text says of Table 6's accuracies: one claim for each other printed row at a column. */
export function claimsOfTable6(column: string): Claim[] {
  const cell = (row: string) => `marc/T6/${row}/${column}`;
  const others = printedRows('marc', 'T6').filter((row) => row !== 'MARC');
  return others.map((row) => ({
    key: `marc/T6/MARC-over-${row}/${column}`,
    sentence: `MARC achieves the best performance among other compared methods (here: ${row}, ${column}).`,
    source: 'section 4.3, comparison of the trainable parameters',
    predicate: exceeds(cell('MARC'), cell(row)),
  }));
}

/** @param within of the largest logit: what float32 leaves of the sums of a classifier. */
export function claimsOfTable1(column: string, { within = 1e-4 }: { within?: number } = {}): Claim[] {
  const difference = (row: string) => `marc/T1/${row}/${column}_difference`;
  const methods: [row: string, sentence: string][] = [
    ['Decouple-LWS', 'Decouple-LWS has one factor for each class, s_j η_j; the text says: it "only adjusts the norm"'],
    [
      'DisAlign',
      'The weighted sum of logits for DisAlign is σ(z_j)(ω_j η_j + β) + (1 − σ(z_j)) η_j, where σ(·) is an instance-specific confidence function: read with β_j for β and σ(z) for σ(z_j)',
    ],
    ['MARC', 'MARC calibrates the margin: ω_j d_j + β_j, whose logit is ω_j η_j + β_j ‖W_j‖'],
  ];
  return methods.map(([row, sentence]) => ({
    key: `marc/T1/${row}-is-its-formula/${column}`,
    sentence: `${sentence} (here: with the learned numbers put in, ${column}).`,
    source: 'section 3.4 and Table 1; eq. 9',
    predicate: equals(difference(row), 0, { within }),
  }));
}

/** What Figure 2 draws, of its example. */
export function claimsOfFigure2(): Claim[] {
  const metric = (name: string, column: string) => `marc/F2/${name}/${column}`;
  return [
    ...['j', 't'].map((name) => ({
      key: `marc/F2/logit-is-norm-times-margin/${name}`,
      sentence: `The logit can be expressed as ‖W‖ d (here: class ${name}).`,
      source: 'section 3.2, eq. 4',
      predicate: equals(metric(name, 'logit'), metric(name, 'norm_times_margin'), { within: 1e-12 }),
    })),
    {
      key: 'marc/F2/equal-on-the-boundary',
      sentence: 'A data point on the decision boundary satisfies ‖W_j‖ d_j = ‖W_t‖ d_t.',
      source: 'section 3.2, eq. 6',
      predicate: equals(metric('boundary', 'logit_j'), metric('boundary', 'logit_t'), { within: 1e-12 }),
    },
    {
      key: 'marc/F2/larger-margin-wins-at-equal-norms',
      sentence: 'Data will be classified as class t because d_j < d_t when ‖W_j‖ = ‖W_t‖.',
      source: 'section 3.2, after eq. 6',
      predicate: exceeds(metric('t', 'logit_at_equal_norms'), metric('j', 'logit_at_equal_norms')),
    },
    {
      key: 'marc/F2/larger-norm-needs-less-margin',
      sentence:
        'Where the logits are positive, the longer weight vector wins with the smaller margin: on the boundary d_j < d_t for ‖W_j‖ > ‖W_t‖.',
      source: 'section 3.2, from eq. 6',
      predicate: exceeds(metric('boundary', 'margin_t'), metric('boundary', 'margin_j')),
    },
  ];
}

/** @param rows of stage one's data, from the most imbalanced to the most balanced. */
export function claimOfTable7(rows: readonly string[], column: string, suffix = ''): Claim {
  const cells = rows.map((row, i) => `marc/T7/${row}${i === 0 ? '' : suffix}/${column}`);
  return {
    key: `marc/T7/better-with-balance${suffix}/${column}`,
    sentence: `As the pre-trained dataset gets more balanced, the performance of our margin calibration method gets better (${column}${suffix && '; both stages on that data'}).`,
    source: 'section 4.3, effects of different standard pre-trained models',
    predicate: increasesAlong(cells, { atLeast: 0.99 }),
  };
}

/** @param gammas of the sweep, rising; @param key of an accuracy by γ, or of standard training. */
export function claimsOfFigure6(
  gammas: readonly number[],
  { key, column }: { key: (gamma: number | 'Softmax') => string; column: string },
): Claim[] {
  const best = 1.2;
  return [
    ...gammas
      .filter((gamma) => gamma !== best)
      .map((gamma) => ({
        key: `marc/F6/1.2-over-${gamma}/${column}`,
        sentence: `γ = 1.2 is the best compared with other values (here: γ = ${gamma}, ${column}).`,
        source: 'section 4.4, effects of different γ',
        predicate: exceeds(key(best), key(gamma)),
      })),
    {
      key: `marc/F6/works-without-re-weighting/${column}`,
      sentence: `MARC still works even if we do not use any loss re-weighting techniques in the second stage: above standard training (${column}).`,
      source: 'section 4.4, effects of different γ',
      predicate: exceeds(key(0), key('Softmax')),
    },
  ];
}
