/** The sentences of the MARC paper that its tables and figures support, as predicates over published metrics. */

import { type Claim, closerToUniform, decreasesAlong, equals, exceeds } from '../../lib/harness/compare/index.js';
import { printedRows } from '../../lib/harness/targets/index.js';

/** One claim for each other printed row at a column. */
export function claimsOfTable2(column: string, rows: string[]): Claim[] {
  const cell = (row: string) => `marc/T2/${row}/${column}`;
  const others = printedRows('marc', 'T2').filter((row) => row !== 'MARC' && rows.includes(row));
  return others.map((row) => ({
    key: `marc/T2/MARC-over-${row}/${column}`,
    sentence: `MARC outperforms all other methods in CIFAR-LT (here: ${row}, ${column}).`,
    source: 'section 4.2, CIFAR',
    predicate: exceeds(cell('MARC'), cell(row)),
  }));
}

const classKeys = (prefix: string, classCount: number) =>
  Array.from({ length: classCount }, (_, k) => `${prefix}/class-${k}`);

export function claimsOfFigure1(column: string, classCount: number): Claim[] {
  return ['logit', 'margin'].flatMap((quantity) => {
    const before = classKeys(`marc/F1/${quantity}-before/${column}`, classCount);
    const after = classKeys(`marc/F1/${quantity}-after/${column}`, classCount);
    return [
      {
        key: `marc/F1/${quantity}s-fall-to-the-tail/${column}`,
        sentence: `Before any calibration, head classes tend to have much larger margins and logits than tail classes (here: ${quantity}s, ${column}).`,
        source: 'section 1 and eq. 7',
        predicate: decreasesAlong(before),
      },
      {
        key: `marc/F1/${quantity}s-more-balanced/${column}`,
        sentence: `The margins and logits become more balanced after the margin calibration (here: ${quantity}s, ${column}).`,
        source: 'section 4.4',
        predicate: closerToUniform(after, before),
      },
    ];
  });
}

export function claimsOfFigure3(column: string, classCount: number): Claim[] {
  const tail = (name: string) => `marc/F3/tail-taken-for-head-${name}/${column}`;
  const diagonal = (name: string) => classKeys(`marc/F3/diagonal-${name}/${column}`, classCount);
  return [
    {
      key: `marc/F3/fewer-tail-images-taken-for-head/${column}`,
      sentence: `The standard training method tends to classify tail classes as head classes; MARC does so less (${column}).`,
      source: 'section 4.4, class-wise performance',
      predicate: exceeds(tail('before'), tail('after')),
    },
    {
      key: `marc/F3/diagonal-more-even/${column}`,
      sentence: `We can reduce the performance gap between the head and the tail classes (${column}).`,
      source: 'section 4.4',
      predicate: closerToUniform(diagonal('after'), diagonal('before')),
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
  ];
}

/** The numbers that stage two learns, by row of Table 6, of p features and K classes. */
const learnedCounts: Record<string, { formula: string; count: (featureSize: number, classCount: number) => number }> = {
  'Decouple-cRT': { formula: 'pK + K', count: (p, K) => p * K + K },
  'Decouple-LWS': { formula: 'K', count: (_, K) => K },
  DisAlign: { formula: 'p + 2K', count: (p, K) => p + 2 * K },
  MARC: { formula: '2K', count: (_, K) => 2 * K },
};

export function claimOfTable6(
  row: string,
  column: string,
  { classCount, featureSize }: { classCount: number; featureSize: number },
): Claim {
  const { formula, count } = learnedCounts[row]!;
  return {
    key: `marc/T6/${row}-learns-${formula.replaceAll(' ', '')}/${column}`,
    sentence: `${row} has ${formula} trainable parameters (p = ${featureSize}, K = ${classCount}).`,
    source: 'section 3.3 and Table 6',
    predicate: equals(`marc/T6/${row}/${column}_learned`, count(featureSize, classCount)),
  };
}
