/** The sentences of the MARC paper that its tables and figures support, as predicates over published metrics. */

import type { Item } from '../../lib/experiment/index.js';
import { type Claim, closerToUniform, decreasesAlong, equals, exceeds } from '../../lib/harness/compare/index.js';
import { findItem, rowKey } from '../../lib/harness/targets/index.js';

/** The rows of a table: the printed ones in their order, then those that only this project has. */
export function rowNames(item: Item): string[] {
  const target = findItem('marc', item.id);
  const printed = target.kind === 'table' ? target.rows.map(rowKey) : [];
  const planned = Object.values(item.plans).flatMap(({ runs }) => runs.map(({ row }) => row));
  return [...new Set([...printed, ...planned])];
}

/** One claim for each other row at a column. */
export function claimsOfTable2(column: string, rows: string[]): Claim[] {
  const cell = (row: string) => `marc/T2/${row}/${column}`;
  const printedRows = rows.filter((row) => row !== 'MARC' && !['Post-hoc-LA', 'tau-norm'].includes(row));
  return printedRows.map((row) => ({
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

export function claimsOfTable6(column: string, classCount: number): Claim[] {
  return [
    {
      key: `marc/T6/MARC-learns-2K/${column}`,
      sentence: `MARC only has 2K trainable parameters (K = ${classCount}).`,
      source: 'section 3.3 and Table 6',
      predicate: equals(`marc/T6/MARC/${column}_learned`, 2 * classCount),
    },
  ];
}
